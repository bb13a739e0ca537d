import type { RouteSettings } from '../../config/route-settings.js';
import type { Strategy } from '../balance/candidate.js';
import type { Route } from './route.js';

/** What a route is chosen by. */
export interface RoutedCall {
  readonly capability: string;
  /** The model that the caller named; null where none was. */
  readonly model: string | null;
  readonly tenant: string;
  readonly roles: readonly string[];
  /** Of the request. */
  readonly labels: ReadonlySet<string>;
}

/** Routes that are ready to be asked, by their capability, in their order. */
export type CompiledRoutes = ReadonlyMap<string, readonly CompiledRoute[]>;

interface CompiledRoute {
  readonly route: Route;
  /** Null where any will do. */
  readonly tenants: ReadonlySet<string> | null;
  readonly roles: ReadonlySet<string> | null;
  readonly labels: readonly string[];
}

const STRATEGIES: Readonly<Record<RouteSettings['strategy'], Strategy>> = {
  priority: 'PRIORITY',
  weighted: 'WEIGHTED',
  'least-in-flight': 'LEAST_IN_FLIGHT',
  'lowest-latency': 'LOWEST_LATENCY',
  'lowest-cost': 'LOWEST_COST',
};

/** Brings the routes of the configuration into the form in which they are looked through for each call. */
export function compileRoutes(settings: readonly RouteSettings[]): CompiledRoutes {
  const routes = new Map<string, CompiledRoute[]>();
  for (const compiled of settings.map(compileRoute)) {
    const { capability } = compiled.route;
    routes.set(capability, [...(routes.get(capability) ?? []), compiled]);
  }
  return routes;
}

/** The first route that fits a call; null where none does, and the call goes to whichever service offers it. */
export function findRoute(routes: CompiledRoutes, call: RoutedCall): Route | null {
  return routes.get(call.capability)?.find((route) => fits(route, call))?.route ?? null;
}

function fits({ route, tenants, roles, labels }: CompiledRoute, call: RoutedCall): boolean {
  return (
    (route.model === null || route.model === call.model) &&
    (tenants === null || tenants.has(call.tenant)) &&
    (roles === null || call.roles.some((role) => roles.has(role))) &&
    labels.every((label) => call.labels.has(label))
  );
}

function compileRoute(settings: RouteSettings, index: number): CompiledRoute {
  const { tenants, roles, labels = [], strategy, hedge, targets, model, ...behaviour } = settings;
  return {
    tenants: tenants ? new Set(tenants) : null,
    roles: roles ? new Set(roles) : null,
    labels,
    route: {
      ...behaviour,
      index,
      model: model ?? null,
      strategy: STRATEGIES[strategy],
      hedge: hedge === false ? null : { afterMs: hedge === true ? null : hedge.afterMs },
      targets: targets.map(({ service, model: named, weight, timeouts }) => ({
        service,
        model: named ?? null,
        weight,
        timeouts: timeouts ?? {},
      })),
    },
  };
}
