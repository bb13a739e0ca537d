import type { Metrics } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

/** `GET /metrics`, in Prometheus' text format. It tells names and counts, never inputs or outputs. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (_, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
}
