import type { ServiceHealth } from '@sluice/schema';
import { type Dispatcher, request } from 'undici';

import { readBody } from './read-body.js';
import { readHealth } from './read-health.js';

const MAX_HEALTH_BYTES = 256 * 1024;

/** Asks a service how it is: `GET /health/ready`, which answers 503 with the same body while it is not ready. */
export async function fetchHealth(url: string, signal: AbortSignal, dispatcher?: Dispatcher): Promise<ServiceHealth> {
  const { body } = await request(`${url}/health/ready`, { signal, ...(dispatcher && { dispatcher }) });
  return readHealth(JSON.parse(await readBody(body, MAX_HEALTH_BYTES)));
}
