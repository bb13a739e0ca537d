import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { ServiceError } from '@sluice/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { SubscriptionSettings } from '../config/subscription-settings.js';
import { mayCompress, sendCompressed } from './compress-answers.js';
import { asksForJson } from './pipeline/answers-as-json.js';
import type { HttpAnswer, Pipeline } from './pipeline/create-pipeline.js';
import type { CallerGate } from './pipeline/require-caller.js';
import { sseFormat } from './sse/sse-format.js';
import { type AcceptedFormat, acceptedFormat } from './streams/accepted-format.js';
import type { ConnectionLimits } from './streams/connection-limits.js';
import { sendStream } from './streams/send-stream.js';

export interface GraphqlRouteOptions {
  readonly pipeline: Pipeline;
  readonly gate: CallerGate;
  readonly connections: ConnectionLimits;
  readonly limits: SubscriptionSettings;
}

/**
 * `GET` and `POST /graphql`: graphql-over-http, and subscriptions as multipart answers or as distinct event streams
 * for those who accept them. Who does not prove who they are is refused before the body is read.
 */
export function graphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: options.gate.onRequest,
    handler: (request, reply) => answer(request, reply, options),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    // Before the body is read.
    onRequest: async (_request, reply) => {
      void reply.header('allow', 'GET, POST');
      throw new MethodError();
    },
    handler: () => {},
  });
}

/** RFC 9110, section 15.5.6. */
class MethodError extends ServiceError {
  readonly statusCode = 405;

  constructor() {
    super('BAD_USER_INPUT', 'Send operations by POST, or queries by GET.');
  }
}

/** Runs the operation of a request, and answers with a text or a stream. */
export async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { pipeline, gate, connections, limits }: GraphqlRouteOptions,
): Promise<FastifyReply> {
  const accepted = acceptedFormat(request.headers.accept, limits.pingMs);
  // A place is taken before the operation runs: it is to be refused before a model works for it.
  const leave = accepted ? connections.enter(gate.principalOf(request)) : () => {};
  if (leave instanceof ServiceError) throw leave;
  let isStreaming = false;
  try {
    using caller = gate.callerOf(request, accepted !== null);
    const answered = await pipeline.runHttp(toHttpRequest(request, accepted), caller);
    if (answered.kind === 'text') return sendText(reply, answered, accepted);
    if (!accepted) throw new TypeError('A stream was opened for a client that takes none.');
    isStreaming = true;
    const watch = (onEnd: (reason: ServiceError) => void) => gate.watch(request, onEnd);
    return sendStream(reply, answered.stream, { ...accepted, ...limits, watch, onClose: leave });
  } finally {
    if (!isStreaming) leave();
  }
}

function toHttpRequest(request: FastifyRequest, accepted: AcceptedFormat | null): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    // The pseudo-headers of HTTP/2 are none.
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // Whoever accepts streams also takes the errors of an operation that opens none.
  if (accepted) headers.set('accept', `${headers.get('accept')}, application/json;q=0.1`);
  const { method, url } = request;
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  return { method: method.toUpperCase(), headers, search, body: request.body };
}

function sendText(
  reply: FastifyReply,
  { status: said, headers, text, isWellFormed, operationType }: HttpAnswer & { kind: 'text' },
  accepted: AcceptedFormat | null,
): FastifyReply {
  const status = said === 400 && isWellFormed && asksForJson(reply.request.headers.accept) ? 200 : said;
  for (const [name, value] of headers) void reply.header(name, value);
  // An event stream can say what came of an operation; a request that is none keeps its status.
  const isEvent = accepted?.format === sseFormat && !accepted.takesJson && (status === 200 || status === 400);
  if (!isEvent) {
    void reply.code(status);
    return mayCompress(reply.request, operationType) ? sendCompressed(reply, text) : reply.send(text);
  }
  const events = `event: next\ndata: ${text.trim()}\n\n${sseFormat.closing}`;
  return reply.code(200).header('content-type', sseFormat.contentType).send(events);
}
