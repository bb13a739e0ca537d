import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';

import { watchTlsFiles } from '@sluice/schema/tls';
import type { Logger } from '@sluice/telemetry';
import fastify, { type FastifyHttpOptions, type FastifyInstance } from 'fastify';

import type { Config } from '../config/config.js';
import { answerErrors, refuseUnroutable } from './answer-errors.js';
import { boundHeaders } from './bound-headers.js';
import { closeUnusedConnections } from './close-unused-connections.js';
import { CONNECTION_BOUNDS } from './connection-bounds.js';
import { refuseEncodings } from './refuse-encodings.js';
import { refuseUnreadable } from './refuse-unreadable.js';
import { openTls, tlsFiles } from './tls/open-tls.js';
import { createSecureHttpServer } from './tls/secure-server.js';

/**
 * A Fastify instance with the bounds and headers that hold for every route.
 *
 * @throws ConfigError when the certificate cannot be used
 */
export function createHttpServer(config: Pick<Config, 'server'>, logger: Logger): FastifyInstance {
  const { bodyLimitBytes, tls } = config.server;
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    logger: false,
    return503OnClosing: true,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: refuseUnroutable,
    ...(tls ? secure(tls, logger) : plain()),
  });
  // What is not JSON is not read: a form or plain text can be sent across origins without a preflight.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    boundHeaders(request.raw.rawHeaders);
    refuseEncodings(request, reply);
  });
  answerErrors(app, logger);
  closeUnusedConnections(app);
  return app;
}

/** HTTP/1.1. */
function plain(): FastifyHttpOptions<Server> {
  const { headersTimeoutMs, requestTimeoutMs, keepAliveMs, maxHeaderBytes, checkingMs } = CONNECTION_BOUNDS;
  return {
    forceCloseConnections: 'idle',
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: checkingMs,
    },
  };
}

/**
 * HTTPS that also speaks HTTP/2. Fastify has other types for it; what the routes use of them is the same.
 */
function secure(tls: NonNullable<Config['server']['tls']>, logger: Logger): FastifyHttpOptions<Server> {
  const current = openTls(tls);
  const serverFactory = (handler: RequestListener) => {
    const server = createSecureHttpServer(current, handler);
    const stop = watchTlsFiles(tlsFiles(tls), {
      current,
      onChange(material) {
        server.setSecureContext({ ...material, minVersion: 'TLSv1.2' });
        logger.info({}, 'The certificate was renewed.');
      },
      onProblem: ({ message }) => logger.error({ reason: message }, 'A new certificate cannot be used.'),
    });
    server.once('close', stop);
    return server;
  };
  return { serverFactory, https: {} } as object as FastifyHttpOptions<Server>;
}
