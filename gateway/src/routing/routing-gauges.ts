import type { Metrics } from '@sluice/telemetry';

import type { HealthBook } from './health/health-book.js';
import type { Instance } from './instance.js';
import type { Registry } from './registry.js';
import type { CompiledRoutes } from './routes/find-route.js';
import { countWellTargets } from './routes/well-targets.js';

export interface RoutingGaugesOptions {
  readonly registry: Pick<Registry, 'instances'>;
  readonly health: Pick<HealthBook, 'peek'>;
  readonly routes: CompiledRoutes;
}

/** Lets metrics tell how instances are, and how many targets each critical route has left; read when they are scraped. */
export function gaugeRouting(
  metrics: Pick<Metrics, 'readGauges'>,
  { registry, health, routes }: RoutingGaugesOptions,
): void {
  metrics.readGauges(
    {
      name: 'instances',
      help: 'Instances of services, by their own word and by the state of their breaker.',
      labels: ['service', 'state', 'breaker'],
    },
    () => registry.instances().map((instance) => [labelsOf(instance, health), 1]),
  );
  const inFlight = {
    name: 'in_flight_attempts',
    help: 'Requests on their way to a service.',
    labels: ['service'],
  } as const;
  metrics.readGauges(inFlight, () =>
    registry.instances().map(({ id, service }) => [{ service }, health.peek(id)?.inFlight ?? 0]),
  );
  const critical = [...routes.values()]
    .flat()
    .map(({ route }) => route)
    .filter((route) => route.critical);
  metrics.readGauges(
    {
      name: 'critical_route_targets',
      help: 'Targets of a critical route that are well.',
      labels: ['route', 'capability', 'model'],
    },
    () =>
      critical.map((route) => {
        const { index, capability, model } = route;
        const labels = { route: String(index), capability, model: model ?? '' };
        return [labels, countWellTargets(route, registry.instances(), health)];
      }),
  );
}

/** Instances of one service are counted together: their ids may be anybody's choice. */
function labelsOf({ id, service, state }: Instance, health: Pick<HealthBook, 'peek'>) {
  const known = health.peek(id);
  const breaker = known && known.coolDownUntil !== null && known.breaker === 'CLOSED' ? 'COOL_DOWN' : known?.breaker;
  return { service, state, breaker: breaker ?? 'CLOSED' };
}
