import type { FastifyInstance } from 'fastify';

import type { WorkerState } from '../connect-executions.js';
import type { Registry } from '../routing/registry.js';
import { type CriticalRoute, NEEDED_TARGETS } from '../routing/routes/critical-routes.js';
import type { Storage } from '../storage/create-storage.js';
import type { GatewayPhase } from './gateway-phase.js';

export interface HealthRoutesOptions {
  readonly phase: () => GatewayPhase;
  readonly registry: Registry;
  readonly critical: () => readonly CriticalRoute[];
  readonly storage: Pick<Storage, 'reachable'>;
  /** Whether executions run in this process; absent where it leaves them to others. */
  readonly executions?: () => WorkerState;
  /** Whether the process is there for them alone. */
  readonly isWorker: boolean;
}

/**
 * `GET /health/live` answers 200 while the process lives; `GET /health/ready` 200 while it takes requests and
 * the store answers, without which it knows nobody. A service that is down does not make the gateway unready: what the
 * others answer is worth having. Nor do critical routes that have too few targets left, which it tells: all gateways
 * see the same, and would leave together. A worker is ready when it takes executions.
 */
export function healthRoutes(
  app: FastifyInstance,
  { phase, registry, critical, storage, executions, isWorker }: HealthRoutesOptions,
): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    const services = registry.instances().map(({ service, state }) => ({ service, state }));
    const store = (await storage.reachable()) ? 'REACHABLE' : 'UNREACHABLE';
    const state = executions?.();
    const isReady = phase() === 'SERVING' && store === 'REACHABLE' && (!isWorker || state === 'RUNNING');
    const degraded = degradedOf(critical());
    const body = {
      status: phase(),
      store,
      ...(state && { executions: state }),
      services,
      ...(degraded.length > 0 && { degradedRoutes: degraded }),
    };
    return reply.code(isReady ? 200 : 503).send(body);
  });
}

/** Of each route what its metric calls it; the models that it is for are not everybody's to know. */
function degradedOf(routes: readonly CriticalRoute[]) {
  return routes
    .filter(({ wellTargets }) => wellTargets < NEEDED_TARGETS)
    .map(({ index, capability, wellTargets }) => ({ route: index, capability, wellTargets }));
}
