import type { Logger } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

import type { Config } from '../config/config.js';
import { closeServer } from './close-server.js';
import { createHttpServer } from './create-http-server.js';

/** A second port, for the services of this machine. */
export interface ServiceDoor {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens a port on loopback where services of this machine read and write media. A gateway that serves HTTPS needs it:
 * its certificate is for the name that callers know, and services come to 127.0.0.1.
 */
export async function openServiceDoor(
  { server: { tls: _, ...server } }: Pick<Config, 'server'>,
  logger: Logger,
  routes: (scope: FastifyInstance) => Promise<void>,
): Promise<ServiceDoor> {
  const app = createHttpServer({ server }, logger);
  await app.register(routes);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => closeServer(app) };
}
