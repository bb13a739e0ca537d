import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { errorResponse } from '../../errors/error-response.js';
import type { Authenticator } from '../../identity/authenticate.js';
import type { Principal } from '../../identity/principal.js';
import { reasonOf } from '../../identity/tokens/token-refusal.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import { whenCallerLeaves } from '../request-signal.js';
import type { Caller } from './caller.js';
import { readCredentials } from './read-credentials.js';
import { labelsOf } from './read-labels.js';

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
  /**
   * The caller of a request that was let pass; to be disposed of when the answer is there.
   *
   * @throws ServiceError `BAD_USER_INPUT` where its labels are none
   */
  callerOf(request: FastifyRequest, takesStreams: boolean): Caller & Disposable;
  /** Tells when the caller of a request that goes on is not to be served any longer. */
  watch(request: FastifyRequest, onEnd: (reason: ServiceError) => void): Disposable;
}

/** A request whose caller is known. */
interface Visit {
  readonly principal: Principal;
  /** Aborts when the caller leaves before the answer. */
  readonly signal: AbortSignal;
  readonly stopWatching: () => void;
}

export function requireCaller({ authenticator, logger, metrics }: RequireCallerOptions): CallerGate {
  const visits = new WeakMap<FastifyRequest, Visit>();
  const visitOf = (request: FastifyRequest) => {
    const visit = visits.get(request);
    if (!visit) throw new ServiceError('UNAUTHENTICATED', 'No credential was sent.');
    return visit;
  };
  return {
    async onRequest(request, reply) {
      const leaving = new AbortController();
      const stopWatching = whenCallerLeaves(reply.raw, (reason) => leaving.abort(reason));
      const principal = await authenticator.authenticate(readCredentials(request.raw), leaving.signal);
      if (!(principal instanceof ServiceError)) {
        visits.set(request, { principal, signal: leaving.signal, stopWatching });
        return undefined;
      }
      const { status, headers, body } = errorResponse(principal, request.id);
      metrics.onError(principal.code);
      const reason = reasonOf(principal);
      logger.info({ requestId: request.id, code: principal.code, status, reason }, 'A request was refused.');
      return reply.code(status).headers(headers).send(body);
    },
    principalOf: (request) => visitOf(request).principal,
    watch: (request, onEnd) => authenticator.watch(visitOf(request).principal, onEnd),
    callerOf(request, takesStreams) {
      const { principal, signal, stopWatching } = visitOf(request);
      const { traceparent } = request.headers;
      return {
        requestId: request.id,
        principal,
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
        labels: labelsOf(request.headers),
        signal,
        takesStreams,
        [Symbol.dispose]: stopWatching,
      };
    },
  };
}
