import type { Metrics } from '@sluice/telemetry';

import type { HealthBook } from './health/health-book.js';
import type { Instance } from './instance.js';
import type { Registry } from './registry.js';
import type { CriticalRoute } from './routes/critical-routes.js';

export interface RoutingGaugesOptions {
  readonly registry: Pick<Registry, 'instances'>;
  readonly health: Pick<HealthBook, 'peek'>;
  readonly critical: () => readonly CriticalRoute[];
}

/** Lets metrics tell how instances are, and how many targets each critical route has left; read when they are scraped. */
export function gaugeRouting(
  metrics: Pick<Metrics, 'readGauges'>,
  { registry, health, critical }: RoutingGaugesOptions,
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
  metrics.readGauges(
    {
      name: 'critical_route_targets',
      help: 'Targets of a critical route that are well.',
      labels: ['route', 'capability', 'model'],
    },
    () =>
      critical().map(({ index, capability, model, wellTargets }) => {
        return [{ route: String(index), capability, model: model ?? '' }, wellTargets];
      }),
  );
}

/** Instances of one service are counted together: their ids may be anybody's choice. */
function labelsOf({ id, service, state }: Instance, health: Pick<HealthBook, 'peek'>) {
  const known = health.peek(id);
  const breaker = known && known.coolDownUntil !== null && known.breaker === 'CLOSED' ? 'COOL_DOWN' : known?.breaker;
  return { service, state, breaker: breaker ?? 'CLOSED' };
}
