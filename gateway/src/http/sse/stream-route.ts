import { ServiceError } from '@sluice/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Authenticator } from '../../identity/authenticate.js';
import { answer, type GraphqlRouteOptions } from '../graphql-route.js';
import { sendBody } from '../streams/send-body.js';
import { readOperation } from './operation-request.js';
import { createReservations, type Reservations } from './reservations.js';
import type { SharedStream } from './shared-stream.js';
import { sseFormat } from './sse-format.js';

export interface StreamRouteOptions extends GraphqlRouteOptions {
  readonly authenticator: Pick<Authenticator, 'watch'>;
}

/** The header, or the parameter of the URL, that names a shared event stream. */
const TOKEN_HEADER = 'x-graphql-event-stream-token';
const TOKEN_PARAMETER = 'token';

/**
 * `/graphql/stream`: GraphQL over Server-Sent Events in both modes of its protocol. `GET` or `POST` without
 * a token is an operation on a connection of its own. `PUT` reserves a shared stream, `GET` opens it, `POST` with its
 * token adds an operation, `DELETE` ends one. Every request proves who calls, and a token is good for its owner only.
 *
 * Written here rather than taken from `graphql-sse`: its handler queues without bound, keeps reservations that nobody
 * opens, takes any caller's token, and lets a failure in an operation end the process.
 *
 * @returns ends each shared stream when its operations have ended
 */
export function streamRoute(app: FastifyInstance, options: StreamRouteOptions): () => void {
  const { gate } = options;
  const reservations = createReservations({ ...options, watch: options.authenticator.watch });
  const url = '/graphql/stream';
  const { onRequest } = gate;
  app.put(url, { onRequest }, async (request, reply) => {
    const token = reservations.reserve(gate.principalOf(request), request.id);
    return reply.code(201).header('content-type', 'text/plain; charset=utf-8').send(token);
  });
  app.get(url, { onRequest }, async (request, reply) => {
    if (tokenOf(request) === null) return answer(request, reply, options);
    return openShared(findStream(request, reservations, options), request, reply, options);
  });
  app.post(url, { onRequest }, async (request, reply) => {
    if (tokenOf(request) === null) return answer(request, reply, options);
    const shared = findStream(request, reservations, options);
    const refusal = await shared.add(readOperation(request, gate.principalOf(request)));
    return refusal ? reply.code(400).send(refusal) : reply.code(202).send();
  });
  app.delete(url, { onRequest }, async (request, reply) => {
    const { operationId } = request.query as { operationId?: unknown };
    if (typeof operationId !== 'string') throw new ServiceError('BAD_USER_INPUT', 'operationId is missing.');
    findStream(request, reservations, options).remove(operationId);
    return reply.code(200).send();
  });
  return () => reservations.finish();
}

function openShared(
  shared: SharedStream,
  request: FastifyRequest,
  reply: FastifyReply,
  { gate, limits: { pingMs, slowReaderMs } }: GraphqlRouteOptions,
): FastifyReply {
  const { contentType, heartbeat } = sseFormat;
  const body = shared.open({ heartbeat, heartbeatMs: pingMs, slowReaderMs });
  const watch = gate.watch(request, shared.fail);
  return sendBody(reply, body, { contentType, slowReaderMs, onClose: () => watch[Symbol.dispose]() });
}

function findStream(request: FastifyRequest, reservations: Reservations, { gate }: GraphqlRouteOptions) {
  const token = tokenOf(request);
  if (token === null) throw new ServiceError('BAD_USER_INPUT', `Name a stream by the header ${TOKEN_HEADER}, or POST.`);
  const stream = reservations.find(token, gate.principalOf(request));
  if (!stream) throw new ServiceError('NOT_FOUND', 'There is no such event stream.');
  return stream;
}

function tokenOf({ headers, query }: FastifyRequest): string | null {
  const token = headers[TOKEN_HEADER] ?? (query as Record<string, unknown>)[TOKEN_PARAMETER];
  return typeof token === 'string' ? token : null;
}
