import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { createHandler, type Handler, parseRequestParams } from 'graphql-http';
import { ServiceError, WIRE_HEADERS } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { CapabilityRunner } from '../batching/capability-runner.js';
import { toFieldError, toRequestError } from '../errors/to-graphql-error.js';
import type { GenerationRunner } from '../generation/generation-runner.js';
import type { ServiceMedia } from '../media/service-media.js';
import { callerOf } from '../identity/caller.js';
import { createRequestContext, type RequestContext } from '../request-context.js';
import type { InputLimits } from '../service.js';
import type { ServiceMetrics } from '../service-metrics.js';
import { createOperations } from './operations.js';
import { grantedMs, type RequestLifetime, startLifetime } from './request-lifetime.js';
import { codesOf, type RequestRecord, requestLogger, tellRequest } from './request-record.js';
import { withUsage } from './with-usage.js';

/** What the routes of GraphQL stand on. */
export interface GraphqlRouteOptions {
  readonly schema: GraphQLSchema;
  readonly runner: CapabilityRunner;
  readonly generation: GenerationRunner | undefined;
  readonly limits: InputLimits;
  readonly media: ServiceMedia;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
}

/** `POST /graphql`. */
export interface GraphqlRoute {
  answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** Requests that are not answered yet. */
  readonly inFlight: ReadonlySet<RequestLifetime>;
}

type GraphqlHandler = Handler<FastifyRequest, RequestRecord>;

export function createGraphqlRoute(options: GraphqlRouteOptions): GraphqlRoute {
  const { runner, generation, limits, media, logger, metrics } = options;
  const handle = createGraphqlHandler(options.schema);
  const inFlight = new Set<RequestLifetime>();

  return {
    inFlight,
    async answer(request, reply) {
      const startedAt = performance.now();
      const lifetime = startLifetime(reply.raw, grantedMs(request.headers[WIRE_HEADERS.timeoutMs], limits.requestMs));
      inFlight.add(lifetime);
      const { signal } = lifetime;
      const requestMedia = media.ofRequest(request.headers, signal);
      const context = createRequestContext({
        runner,
        generation,
        limits,
        media: requestMedia,
        signal,
        caller: callerOf(request),
      });
      const record: RequestRecord = { logger: requestLogger(logger, request), context, codes: [] };
      try {
        return await send(reply, await handle(toGraphqlRequest(request, record)));
      } finally {
        lifetime.end();
        inFlight.delete(lifetime);
        tellRequest(record, metrics, performance.now() - startedAt);
      }
    },
  };
}

function createGraphqlHandler(schema: GraphQLSchema): GraphqlHandler {
  const prepare = createOperations(schema, 'queries and mutations');
  return createHandler<FastifyRequest, RequestRecord, RequestContext>({
    parseRequestParams: (request) =>
      parseRequestParams(request).catch((error: Error) => {
        request.context.codes = ['BAD_USER_INPUT'];
        throw toRequestError(error, 'BAD_USER_INPUT');
      }),
    onSubscribe({ context: record }, { query, operationName, variables }) {
      const prepared = prepare(query, operationName);
      if (prepared.kind === 'refused') {
        record.codes = codesOf(prepared);
        return prepared.errors;
      }
      if (prepared.name !== undefined) record.operationName = prepared.name;
      return {
        schema,
        document: prepared.document,
        operationName,
        variableValues: variables,
        contextValue: record.context,
      };
    },
    onOperation({ context: record }, _operation, result) {
      if (!result.errors) return withUsage(result, record.context);
      // Without data nothing was executed: the variables did not fit.
      const errors = result.errors.map((error) =>
        result.data === undefined ? toRequestError(error, 'BAD_USER_INPUT') : toFieldError(error, record.logger),
      );
      record.codes = codesOf({ errors });
      return withUsage({ ...result, errors }, record.context);
    },
  });
}

function toGraphqlRequest(request: FastifyRequest, context: RequestRecord): Parameters<GraphqlHandler>[0] {
  const { method, url, headers } = request;
  return { method, url, headers, body: request.body as Record<string, unknown> | null, raw: request, context };
}

async function send(reply: FastifyReply, [body, init]: Awaited<ReturnType<GraphqlHandler>>): Promise<FastifyReply> {
  if (body !== null)
    return reply
      .code(init.status)
      .headers(init.headers ?? {})
      .send(body);
  const error = new ServiceError(
    'BAD_USER_INPUT',
    `Expected a GraphQL request in JSON, got one that is ${init.statusText}.`,
  );
  return reply.code(init.status).send({ errors: [{ message: error.message, extensions: error.extensions }] });
}
