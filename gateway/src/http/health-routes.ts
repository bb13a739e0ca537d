import type { FastifyInstance } from 'fastify';

import type { Registry } from '../routing/registry.js';
import type { Storage } from '../storage/create-storage.js';
import type { GatewayPhase } from './gateway-phase.js';

export interface HealthRoutesOptions {
  readonly phase: () => GatewayPhase;
  readonly registry: Registry;
  readonly storage: Pick<Storage, 'reachable'>;
}

/**
 * `GET /health/live` answers 200 while the process lives; `GET /health/ready` 200 while it takes requests and
 * the store answers, without which it knows nobody. A service that is down does not make the gateway unready: what the
 * others answer is worth having.
 */
export function healthRoutes(app: FastifyInstance, { phase, registry, storage }: HealthRoutesOptions): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    const services = registry.instances().map(({ service, state }) => ({ service, state }));
    const store = (await storage.reachable()) ? 'REACHABLE' : 'UNREACHABLE';
    const isReady = phase() === 'SERVING' && store === 'REACHABLE';
    return reply.code(isReady ? 200 : 503).send({ status: phase(), store, services });
  });
}
