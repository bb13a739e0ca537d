import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { errorResponse } from '../errors/error-response.js';

/** Gives an app the answers to paths that are not there and to what its routes throw: coded, and small. */
export function answerErrors(app: FastifyInstance, logger: Logger): void {
  app.setNotFoundHandler(async (request, reply) =>
    send(new ServiceError('NOT_FOUND', 'No such path.'), request, reply),
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const known = toServiceError(error);
    if (known.code !== 'INTERNAL') return send(known, request, reply, error.statusCode);
    logger.error({ code: 'INTERNAL', requestId: request.id, error }, 'A request failed.');
    return send(known, request, reply);
  });
}

/** Answers what Fastify refuses before it looks for a route: paths that are no text. */
export function refuseUnroutable(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void send(new ServiceError('BAD_USER_INPUT', 'The path cannot be read.'), request, reply);
}

function send(error: ServiceError, request: FastifyRequest, reply: FastifyReply, statusCode?: number): FastifyReply {
  const { status, headers, body } = errorResponse(error, request.id);
  return reply
    .code(statusCode ?? status)
    .headers(headers)
    .send(body);
}

const REFUSALS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The request body is too large.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send application/json, in UTF-8.',
};

/** Fastify's own refusals (body too large, not JSON, unknown media type) are the caller's mistakes. */
function toServiceError(error: FastifyError): ServiceError {
  if (error instanceof ServiceError) return error;
  const { statusCode = 500, code } = error;
  if (statusCode < 400 || statusCode >= 500)
    return new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error });
  return new ServiceError('BAD_USER_INPUT', REFUSALS[code] ?? 'The request cannot be read.');
}
