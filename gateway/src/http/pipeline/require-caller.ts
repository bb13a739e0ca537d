import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { errorResponse } from '../../errors/error-response.js';
import type { Authenticator } from '../../identity/authenticate.js';
import type { Principal } from '../../identity/principal.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import { whenCallerLeaves } from '../request-signal.js';
import type { Caller } from './caller.js';
import { credentialHeaders } from './credential-headers.js';

export interface RequireCallerOptions {
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
}

/** Lets requests pass whose callers prove who they are. */
export interface CallerGate {
  /** Refuses the others before the body is read. */
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
  principalOf(request: FastifyRequest): Principal;
  /** The caller of a request that was let pass; to be disposed of when the answer is there. */
  callerOf(request: FastifyRequest, reply: FastifyReply, takesStreams: boolean): Caller & Disposable;
}

export function requireCaller({ authenticator, logger, metrics }: RequireCallerOptions): CallerGate {
  const principals = new WeakMap<FastifyRequest, Principal>();
  const principalOf = (request: FastifyRequest) => {
    const principal = principals.get(request);
    if (!principal) throw new ServiceError('UNAUTHENTICATED', 'No credential was sent.');
    return principal;
  };
  return {
    async onRequest(request, reply) {
      const principal = authenticator.authenticate(credentialHeaders(request.raw.rawHeaders));
      if (!(principal instanceof ServiceError)) {
        principals.set(request, principal);
        return undefined;
      }
      metrics.onError(principal.code);
      logger.info({ requestId: request.id, code: principal.code, status: 401 }, 'A request was refused.');
      const { status, headers, body } = errorResponse(principal, request.id);
      return reply.code(status).headers(headers).send(body);
    },
    principalOf,
    callerOf(request, reply, takesStreams) {
      const leaving = new AbortController();
      const stopWatching = whenCallerLeaves(reply.raw, (reason) => leaving.abort(reason));
      const { traceparent } = request.headers;
      return {
        requestId: request.id,
        principal: principalOf(request),
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
        signal: leaving.signal,
        takesStreams,
        [Symbol.dispose]: stopWatching,
      };
    },
  };
}
