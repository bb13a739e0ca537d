import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Http2SecureServer, SecureServerOptions } from 'node:http2';

import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import fastify, {
  type FastifyError,
  type FastifyHttp2SecureOptions,
  type FastifyHttpOptions,
  type FastifyInstance,
} from 'fastify';

import type { Config } from '../config/config.js';
import { errorResponse } from '../errors/error-response.js';

/** Longest time that a client may take to send a whole request, in milliseconds. */
const RECEIVE_TIMEOUT_MS = 30_000;
/** Idle connections are kept this long, in milliseconds; longer than the usual load balancer's 60 s. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADER_PAIRS = 100;
/** Requests at once on one HTTP/2 connection. */
const MAX_STREAMS = 128;

/** A Fastify instance with the bounds and headers that hold for every route. */
export function createHttpServer(config: Pick<Config, 'server'>, logger: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: config.server.bodyLimitBytes,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    genReqId: () => randomUUID(),
    logger: false,
    return503OnClosing: true,
    ...protocolOptions(config.server),
  });
  // What is not JSON is not read: a form or plain text can be sent across origins without a preflight.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
  app.setNotFoundHandler(async (request, reply) => {
    const { status, headers, body } = errorResponse(new ServiceError('NOT_FOUND', 'No such path.'), request.id);
    return reply.code(status).headers(headers).send(body);
  });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const known = toServiceError(error);
    if (known.code === 'INTERNAL')
      logger.error({ code: 'INTERNAL', requestId: request.id, error }, 'A request failed.');
    const { status, headers, body } = errorResponse(known, request.id);
    return reply
      .code(known.code === 'INTERNAL' ? status : (error.statusCode ?? status))
      .headers(headers)
      .send(body);
  });
  return app;
}

/**
 * Plain HTTP/1.1, or HTTPS that also speaks HTTP/2. Fastify has other types for the latter; what the routes use of them
 * is the same.
 */
function protocolOptions({ tls }: Config['server']): FastifyHttpOptions<Server> {
  if (!tls) return { forceCloseConnections: 'idle', http: { maxHeaderSize: MAX_HEADER_BYTES } };
  const https: SecureServerOptions = {
    cert: readFileSync(tls.cert),
    key: readFileSync(tls.key),
    // WebSockets, and clients that know no other, come over HTTP/1.1.
    allowHTTP1: true,
    maxHeaderListPairs: MAX_HEADER_PAIRS,
    settings: { maxHeaderListSize: MAX_HEADER_BYTES, maxConcurrentStreams: MAX_STREAMS },
  };
  const options: FastifyHttp2SecureOptions<Http2SecureServer> = {
    http2: true,
    https,
    http2SessionTimeout: KEEP_ALIVE_MS,
  };
  return options as object as FastifyHttpOptions<Server>;
}

/** Fastify's own refusals (body too large, not JSON, unknown media type) are the caller's mistakes. */
function toServiceError(error: FastifyError): ServiceError {
  if (error instanceof ServiceError) return error;
  const { statusCode = 500, code } = error;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ServiceError('BAD_USER_INPUT', 'The request body is too large.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ServiceError('BAD_USER_INPUT', 'Send application/json.');
  if (statusCode >= 400 && statusCode < 500) return new ServiceError('BAD_USER_INPUT', 'The request cannot be read.');
  return new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error });
}
