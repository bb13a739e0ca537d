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
  const studio = mode === 'development' ? [STUDIO_ORIGIN] : [];
  const origin = [...server.cors.origins, ...studio];
  if (origin.length > 0) await app.register(cors, { origin, methods: ['GET', 'POST'], maxAge: 600 });
}
