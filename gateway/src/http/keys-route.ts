import type { GatewayKey } from '@sluice/schema';
import type { FastifyInstance } from 'fastify';

/** `GET /.well-known/jwks.json`: the public keys by which services know the gateway's assertions (RFC 7517). */
export function keysRoute(app: FastifyInstance, keys: () => Promise<readonly GatewayKey[]>): void {
  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=60', 'content-type': 'application/jwk-set+json' })
      .send(JSON.stringify({ keys: await keys() })),
  );
}
