import { type ApolloServer, HeaderMap } from '@apollo/server';
import { ServiceError } from '@sluice/schema';
import { childTrace, type Logger, parseTraceparent } from '@sluice/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { errorResponse } from '../errors/error-response.js';
import type { Authenticator } from '../identity/authenticate.js';
import type { Principal } from '../identity/principal.js';
import type { RequestContext } from '../request-context.js';
import type { GatewayMetrics } from '../telemetry/gateway-metrics.js';
import { createRequestSignal, type RequestSignal } from './request-signal.js';

export interface GraphqlRouteOptions {
  readonly server: ApolloServer<RequestContext>;
  readonly authenticator: Authenticator;
  readonly requestTimeoutMs: number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
}

/** `GET` and `POST /graphql`. Who does not prove who they are is refused before the body is read. */
export function graphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions): void {
  const principals = new WeakMap<FastifyRequest, Principal>();
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      const principal = options.authenticator.authenticate(request.raw.headersDistinct);
      if (!(principal instanceof ServiceError)) return void principals.set(request, principal);
      options.metrics.onError(principal.code);
      options.logger.info({ requestId: request.id, code: principal.code, status: 401 }, 'A request was refused.');
      const { status, headers, body } = errorResponse(principal, request.id);
      return reply.code(status).headers(headers).send(body);
    },
    handler: async (request, reply) => {
      const principal = principals.get(request);
      if (!principal) throw new ServiceError('UNAUTHENTICATED', 'No credential was sent.');
      using patience = createRequestSignal(reply.raw, options.requestTimeoutMs);
      const context = createContext(request, principal, patience, options.logger);
      const startedAt = performance.now();
      const response = await execute(options.server, request, context);
      observe(options, context, response.status ?? 200, performance.now() - startedAt);
      return send(reply, response);
    },
  });
}

type HttpResponse = Awaited<ReturnType<ApolloServer<RequestContext>['executeHTTPGraphQLRequest']>>;

function createContext(
  request: FastifyRequest,
  principal: Principal,
  { signal, deadlineAt }: RequestSignal,
  logger: Logger,
): RequestContext {
  const { traceparent } = request.headers;
  const trace = childTrace(parseTraceparent(typeof traceparent === 'string' ? traceparent : undefined));
  const requestId = request.id;
  return {
    requestId,
    principal,
    trace,
    signal,
    deadlineAt,
    logger: logger.child({ requestId, traceId: trace.traceId }),
    calls: [],
    pureCalls: new Map(),
    observed: { codes: [] },
  };
}

function execute(server: ApolloServer<RequestContext>, request: FastifyRequest, context: RequestContext) {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const { method, url } = request;
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  return server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: method.toUpperCase(), headers, search, body: request.body },
    context: async () => context,
  });
}

function send(reply: FastifyReply, { status, headers, body }: HttpResponse): FastifyReply {
  if (body.kind !== 'complete') throw new TypeError('Incremental delivery is not enabled.');
  for (const [name, value] of headers) void reply.header(name, value);
  return reply.code(status ?? 200).send(body.string);
}

/** One line and one count a request. */
function observe({ metrics }: GraphqlRouteOptions, context: RequestContext, status: number, durationMs: number): void {
  const { observed, calls, principal, logger } = context;
  const { operationName, operationType = 'unknown', codes } = observed;
  metrics.onRequest(operationType, status, durationMs);
  for (const code of codes) metrics.onError(code);
  const fields = { operationName, operationType, tenant: principal.tenant, principal: principal.id, status, codes };
  const measured = { durationMs: Math.round(durationMs), calls: calls.length };
  logger.info({ ...fields, ...measured }, 'A request was answered.');
}
