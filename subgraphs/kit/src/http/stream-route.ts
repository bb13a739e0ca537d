import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createHandler, type Handler } from 'graphql-sse';
import { ServiceError, WIRE_HEADERS } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { errorBody, toFieldError, toRequestError } from '../errors/to-graphql-error.js';
import { callerOf } from '../identity/caller.js';
import { createRequestContext, type RequestContext } from '../request-context.js';
import type { GraphqlRouteOptions } from './graphql-route.js';
import { createOperations } from './operations.js';
import { grantedMs, type RequestLifetime, startLifetime } from './request-lifetime.js';
import { codesOf, type RequestRecord, requestLogger, tellRequest } from './request-record.js';
import { withUsage } from './with-usage.js';

/** `POST /graphql/stream`: subscriptions over GraphQL-SSE, each on a connection of its own. */
export interface StreamRoute {
  answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** Subscriptions that have not ended yet. */
  readonly inFlight: ReadonlySet<RequestLifetime>;
}

/** What the handler's hooks know: the record, and the response that they write to. */
interface StreamContext extends RequestRecord {
  readonly response: ServerResponse;
}

type StreamHandler = Handler<FastifyRequest, StreamContext>;

const EVENT_STREAM = 'text/event-stream';

export function createStreamRoute(options: GraphqlRouteOptions): StreamRoute {
  const { runner, generation, limits, media, logger, metrics } = options;
  const handle = createStreamHandler(options.schema);
  const inFlight = new Set<RequestLifetime>();

  return {
    inFlight,
    async answer(request, reply) {
      refuseOtherTypes(request);
      const startedAt = performance.now();
      const lifetime = startLifetime(reply.raw, grantedMs(request.headers[WIRE_HEADERS.timeoutMs], limits.streamMs));
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
      const record: StreamContext = { logger: requestLogger(logger, request), context, codes: [], response: reply.raw };
      // From here on the response is written to directly; Fastify must not answer a second time.
      reply.hijack();
      try {
        await send(reply.raw, await handle(toStreamRequest(request, record)), lifetime.signal);
      } catch (error) {
        record.codes = ['INTERNAL'];
        breakOff(reply.raw, error, record.logger);
      } finally {
        lifetime.end();
        inFlight.delete(lifetime);
        tellRequest(record, metrics, performance.now() - startedAt);
      }
      return reply;
    },
  };
}

function refuseOtherTypes({ headers }: FastifyRequest): void {
  if (headers.accept === EVENT_STREAM) return;
  throw new ServiceError('BAD_USER_INPUT', `Subscriptions are answered with ${EVENT_STREAM} alone; accept that.`);
}

function createStreamHandler(schema: GraphQLSchema): StreamHandler {
  const prepare = createOperations(schema, 'subscriptions');
  return createHandler<FastifyRequest, StreamContext, RequestContext>({
    // No reservations: each subscription has a connection of its own.
    authenticate: () => null,
    // Done by `prepare`, once for each document.
    validate: () => [],
    onSubscribe({ context: record }, { query, operationName, variables }) {
      const prepared = prepare(query, operationName);
      if (prepared.kind === 'refused') return { errors: prepared.errors };
      if (prepared.name !== undefined) record.operationName = prepared.name;
      return {
        schema,
        document: prepared.document,
        operationName,
        variableValues: variables,
        contextValue: record.context,
      };
    },
    async onNext(_context, { context: record }, result) {
      const told = withUsage(withCodes(result as ExecutionResult, record), record.context);
      // A reader that is slower than the model: what it has not read yet stays in the log, not in a queue of its own.
      await untilDrained(record.response);
      return told;
    },
  });
}

/** The errors of a result, as they may leave the service; their codes go to the record. */
function withCodes(result: ExecutionResult, record: RequestRecord): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => {
    if (isRefusal(error)) return error;
    return isMisfit(error, result) ? toRequestError(error, 'BAD_USER_INPUT') : toFieldError(error, record.logger);
  });
  record.codes = codesOf({ errors });
  return { ...result, errors };
}

/** Refused before anything was executed, with its code already. */
const isRefusal = ({ extensions, originalError }: GraphQLError) => extensions['code'] !== undefined && !originalError;

/** Nothing was executed since the variables did not fit; GraphQL itself says so, nobody else's error is behind it. */
const isMisfit = ({ originalError: cause }: GraphQLError, { data }: ExecutionResult) =>
  data === undefined && (cause === undefined || cause === null || cause instanceof GraphQLError);

function toStreamRequest(request: FastifyRequest, context: StreamContext): Parameters<StreamHandler>[0] {
  const { method, url, headers, body } = request;
  const get = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join() : value;
  };
  return { method, url, headers: { get }, body: body as Record<string, unknown> | null, raw: request, context };
}

async function send(
  response: ServerResponse,
  [body, init]: Awaited<ReturnType<StreamHandler>>,
  signal: AbortSignal,
): Promise<void> {
  if (body === null || typeof body === 'string') {
    const error = new ServiceError(
      'BAD_USER_INPUT',
      `Expected a GraphQL request in JSON, got one that is ${init.statusText}.`,
    );
    response.writeHead(init.status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(errorBody(error)));
    return;
  }
  response.writeHead(init.status, init.headers);
  const leave = () => void body.return(undefined);
  response.once('close', leave);
  for await (const chunk of body) {
    if (response.destroyed) break;
    if (!response.write(chunk)) await untilDrained(response, signal);
  }
  response.removeListener('close', leave);
  response.end();
}

/** Waits until the response takes more, or is gone. */
async function untilDrained(response: ServerResponse, signal?: AbortSignal): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  const settled = new AbortController();
  const options = { signal: signal ? AbortSignal.any([settled.signal, signal]) : settled.signal };
  try {
    await Promise.race([once(response, 'drain', options), once(response, 'close', options)]);
  } catch {
    // The subscription is over: so is the waiting.
  } finally {
    settled.abort();
  }
}

/** What should not happen: the handler itself failed. */
function breakOff(response: ServerResponse, error: unknown, logger: Logger): void {
  logger.error({ error }, 'A subscription failed outside GraphQL.');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(errorBody(new ServiceError('INTERNAL', 'Something went wrong in the service.'))));
}
