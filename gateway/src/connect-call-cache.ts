import type { Config } from './config/config.js';
import { namesAllowed } from './identity/allowances.js';
import { createRoles } from './identity/roles.js';
import type { Hooks } from './middleware/hooks.js';
import type { RequestContext } from './request-context.js';
import type { CallCache } from './routing/call-cache/call-cache.js';
import { createScopes } from './routing/call-cache/cache-scope.js';
import { createIntents } from './routing/call-cache/call-intent.js';
import type { CachedRunnerOptions } from './routing/call-cache/with-call-cache.js';
import type { Router } from './routing/router.js';
import type { GatewayMetrics } from './telemetry/gateway-metrics.js';

export interface CallCacheConnections {
  readonly cache: CallCache | null;
  readonly config: Pick<Config, 'access' | 'callCache' | 'server'>;
  readonly router: Router;
  readonly hooks: Pick<Hooks, 'onCall'>;
  readonly metrics: Pick<GatewayMetrics, 'onCacheUse'>;
}

/** How each capability's calls use the cache; null where there is none. */
export function connectCallCache({
  cache,
  config,
  router,
  hooks,
  metrics,
}: CallCacheConnections): (capability: string) => Omit<CachedRunnerOptions, 'schema'> | null {
  if (!cache) return () => null;
  const roles = createRoles(config.access.roles);
  const servicesOf = ({ principal: { roles: names, allows } }: RequestContext) =>
    namesAllowed('services', { roles: names, own: allows?.services ?? null }, roles);
  const scopeOf = createScopes({ servicesOf, isPersonal: hooks.onCall !== null });
  const { staleIfErrorMs } = config.callCache;
  return (capability) => ({
    cache,
    scopeOf,
    intentOf: createIntents({ capability, router, staleIfErrorMs }),
    flightMs: config.server.requestTimeoutMs,
    onUse: (status) => metrics.onCacheUse(capability, status),
  });
}
