import type { Config } from './config/config.js';
import { createAllowances } from './identity/allowances.js';
import type { Principal } from './identity/principal.js';
import { createRoles } from './identity/roles.js';
import { createHealthBook, type HealthBook } from './routing/health/health-book.js';
import { DEFAULT_HEALTH } from './routing/health/health-settings.js';
import { createRetryBudget, type RetryBudget } from './routing/health/retry-budget.js';
import type { Registry } from './routing/registry.js';
import { createRouter, type RouteCaller, type Router } from './routing/router.js';
import type { CallNeed } from './routing/routes/call-need.js';
import { compileRoutes, findRoute } from './routing/routes/find-route.js';
import type { ServiceFacts } from './routing/service-facts.js';

/** What decides where calls go, and what it knows of how instances answer. */
export interface ConnectedRouting {
  readonly router: Router;
  readonly health: HealthBook;
  readonly budget: RetryBudget;
}

export interface RoutingOptions {
  readonly config: Pick<Config, 'access' | 'routes' | 'routing'>;
  readonly registry: Registry;
  readonly factsOf: (service: string) => ServiceFacts;
}

export function connectRouting({ config, registry, factsOf }: RoutingOptions): ConnectedRouting {
  const { access, routing } = config;
  const clock = { now: () => performance.now() };
  const { random } = Math;
  const health = createHealthBook({ clock, random, settings: { ...DEFAULT_HEALTH, breaker: routing.breaker } });
  // A process that is started anew begins as a well one, whatever the last one came to.
  registry.subscribe(({ id, state }, change) => {
    if (change === 'GONE' || state === 'STARTING') health.forget(id);
  });
  const roles = createRoles(access.roles);
  const mayUse = (principal: Principal, service: string) => createAllowances(principal, roles).allowsService(service);
  const routes = compileRoutes(config.routes);
  const routeOf = ({ capability, model }: CallNeed, { principal, labels }: RouteCaller) =>
    findRoute(routes, { capability, model, tenant: principal.tenant, roles: principal.roles, labels });
  const router = createRouter({ registry, health, factsOf, routeOf, retries: routing.retries, mayUse, random });
  return { router, health, budget: createRetryBudget({ clock }) };
}
