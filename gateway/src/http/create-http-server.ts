import { randomUUID } from 'node:crypto';

import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';

import type { Config } from '../config/config.js';
import { errorResponse } from '../errors/error-response.js';

/** Longest time that a client may take to send a whole request, in milliseconds. */
const RECEIVE_TIMEOUT_MS = 30_000;
/** Idle connections are kept this long, in milliseconds; longer than the usual load balancer's 60 s. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** A Fastify instance with the bounds and headers that hold for every route. */
export function createHttpServer(config: Pick<Config, 'server'>, logger: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: config.server.bodyLimitBytes,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    genReqId: () => randomUUID(),
    logger: false,
    return503OnClosing: true,
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
