import { SERVICE_ENVIRONMENT } from '@sluice/schema';
import type { ListenOptions } from './service.js';

/**
 * Reads how a service is to listen from its environment.
 *
 * @throws TypeError naming the variable that is not acceptable
 */
export function readServiceEnvironment(environment: NodeJS.ProcessEnv): ListenOptions {
  const token = environment[SERVICE_ENVIRONMENT.token];
  const host = environment[SERVICE_ENVIRONMENT.host];
  return {
    port: readPort(environment[SERVICE_ENVIRONMENT.port] ?? '0'),
    ...(token && { token }),
    ...(host && { host }),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new TypeError(
    `${SERVICE_ENVIRONMENT.port}: expected a port from 0 to 65535, got ${JSON.stringify(text.slice(0, 20))}.`,
  );
}
