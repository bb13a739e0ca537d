import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from '@sluice/schema';
import type { GraphqlRoute } from './http/graphql-route.js';
import type { Lifecycle } from './lifecycle.js';
import type { ServiceMetrics } from './service-metrics.js';

/** What a service must let go of. */
export interface Closing {
  readonly lifecycle: Lifecycle;
  readonly graphql: GraphqlRoute;
  readonly server: FastifyInstance | undefined;
  readonly metrics: ServiceMetrics;
  readonly close: (() => Promise<void>) | undefined;
}

/** Lets requests in flight end for up to `graceMs`, then aborts those that are left and releases everything. */
export async function closeService(
  { lifecycle, graphql, server, metrics, close }: Closing,
  graceMs: number,
): Promise<void> {
  lifecycle.drain();
  const until = performance.now() + graceMs;
  while (graphql.inFlight.size > 0 && performance.now() < until) await sleep(20);
  const reason = new ServiceError('SERVICE_UNAVAILABLE', 'The service ended before the answer was ready.');
  for (const lifetime of graphql.inFlight) lifetime.abort(reason);
  // One turn for the aborted requests to be answered.
  if (graphql.inFlight.size > 0) await sleep(50);
  await server?.close();
  await close?.();
  metrics.close();
}
