import type { FastifyInstance } from 'fastify';

import type { Registry } from '../routing/registry.js';
import type { GatewayPhase } from './gateway-phase.js';

export interface HealthRoutesOptions {
  readonly phase: () => GatewayPhase;
  readonly registry: Registry;
}

/**
 * `GET /health/live` answers 200 while the process lives; `GET /health/ready` 200 while it takes requests. A service
 * that is down does not make the gateway unready: what the others answer is worth having.
 */
export function healthRoutes(app: FastifyInstance, { phase, registry }: HealthRoutesOptions): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    const services = registry.instances().map(({ service, state }) => ({ service, state }));
    return reply.code(phase() === 'SERVING' ? 200 : 503).send({ status: phase(), services });
  });
}
