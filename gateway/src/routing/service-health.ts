import type { ServiceHealth } from '@sluice/schema';
import { type Dispatcher, request } from 'undici';

import { readBody } from './read-body.js';

const MAX_HEALTH_BYTES = 256 * 1024;

/** Asks a service how it is: `GET /health/ready`, which answers 503 with the same body while it is not ready. */
export async function fetchHealth(url: string, signal: AbortSignal, dispatcher?: Dispatcher): Promise<ServiceHealth> {
  const { body } = await request(`${url}/health/ready`, { signal, ...(dispatcher && { dispatcher }) });
  const health: unknown = JSON.parse(await readBody(body, MAX_HEALTH_BYTES));
  if (!isHealth(health)) throw new TypeError('The body of /health/ready is not that of a service.');
  return health;
}

function isHealth(value: unknown): value is ServiceHealth {
  if (typeof value !== 'object' || value === null) return false;
  const { status, capabilities } = value as Partial<Record<keyof ServiceHealth, unknown>>;
  if (typeof status !== 'string' || typeof capabilities !== 'object' || capabilities === null) return false;
  return Object.values(capabilities).every(
    (capability: unknown) =>
      typeof capability === 'object' &&
      capability !== null &&
      'models' in capability &&
      Array.isArray(capability.models),
  );
}
