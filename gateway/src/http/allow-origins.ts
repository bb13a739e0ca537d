import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

import type { Config } from '../config/config.js';

/** Apollo Studio's origin: in development, people explore the graph there. */
export const STUDIO_ORIGIN = 'https://studio.apollographql.com';

/** Lets pages of the configured origins call the routes of an app; of others, browsers refuse to read the answer. */
export async function allowOrigins(
  app: FastifyInstance,
  { server, mode }: Pick<Config, 'server' | 'mode'>,
): Promise<void> {
  const origin = allowedOrigins({ server, mode });
  const methods = ['GET', 'POST', 'PUT', 'DELETE'];
  if (origin.length > 0) await app.register(cors, { origin, methods, maxAge: 600 });
}

/** The same for WebSockets, which browsers open across origins without asking: those, and the gateway's own pages. */
export function allowsOrigin(
  config: Pick<Config, 'server' | 'mode'>,
): (origin: string, host: string | undefined) => boolean {
  const { publicUrl } = config.server;
  const allowed = new Set([...allowedOrigins(config), ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin])]);
  return (origin, host) => allowed.has(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

function allowedOrigins({ server, mode }: Pick<Config, 'server' | 'mode'>): string[] {
  return [...server.cors.origins, ...(mode === 'development' ? [STUDIO_ORIGIN] : [])];
}
