import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from '@sluice/schema';
import type { RequestLifetime } from './http/request-lifetime.js';
import type { Lifecycle } from './lifecycle.js';
import type { ServiceMetrics } from './service-metrics.js';

/** What a service must let go of. */
export interface Closing {
  readonly lifecycle: Lifecycle;
  /** Requests and subscriptions that are not answered yet. */
  readonly inFlight: () => readonly RequestLifetime[];
  readonly server: FastifyInstance | undefined;
  readonly metrics: ServiceMetrics;
  readonly close: (() => Promise<void>) | undefined;
}

/** Lets requests in flight end for up to `graceMs`, then aborts those that are left and releases everything. */
export async function closeService(
  { lifecycle, inFlight, server, metrics, close }: Closing,
  graceMs: number,
): Promise<void> {
  lifecycle.drain();
  const until = performance.now() + graceMs;
  while (inFlight().length > 0 && performance.now() < until) await sleep(20);
  const reason = new ServiceError('SERVICE_UNAVAILABLE', 'The service ended before the answer was ready.');
  for (const lifetime of inFlight()) lifetime.abort(reason);
  // One turn for the aborted requests to be answered.
  if (inFlight().length > 0) await sleep(50);
  await server?.close();
  await close?.();
  metrics.close();
}
