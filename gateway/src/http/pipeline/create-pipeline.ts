import type { ApolloServer, GraphQLRequest, HTTPGraphQLRequest } from '@apollo/server';
import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { FormattedExecutionResult } from 'graphql';

import { type ErrorResponse, errorResponse } from '../../errors/error-response.js';
import type { Hooks } from '../../middleware/hooks.js';
import { withResponseHooks } from '../../middleware/response-hooks.js';
import type { RequestContext } from '../../request-context.js';
import type { SubscriptionStream } from '../../supergraph/subscription/subscription-stream.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import { createPatience } from '../request-signal.js';
import type { AnswerStream } from './answer-stream.js';
import { isWellFormed } from './answers-as-json.js';
import type { Caller } from './caller.js';
import { observeOperation } from './observe-operation.js';
import { observeStream } from './observe-stream.js';
import { thrownError } from './thrown-error.js';
import { createOperationContext } from './operation-context.js';

/** What comes of an operation: one result, or what a subscription tells. */
export type Answer =
  | { readonly kind: 'result'; readonly result: FormattedExecutionResult }
  | { readonly kind: 'stream'; readonly stream: AnswerStream };

/** The same over plain HTTP, where a result has a status, headers and a text. */
export type HttpAnswer =
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly headers: Iterable<readonly [name: string, value: string]>;
      readonly text: string;
      /** Whether the request was one of graphql-over-http, whatever came of its operation. */
      readonly isWellFormed: boolean;
      /** Undefined where it did not come to an operation. */
      readonly operationType: string | undefined;
    }
  | { readonly kind: 'stream'; readonly stream: AnswerStream };

/**
 * The one way of an operation, whatever transport brings it: parsed, validated and bounded by Apollo Server, admitted,
 * planned and executed behind it (`supergraph/execute.ts`). No transport has a way of its own, so none can leave a
 * step out. Who calls is found out before, since that must not wait for a body.
 */
export interface Pipeline {
  /** For transports that bring operations one by one. */
  run(
    request: Pick<GraphQLRequest, 'query' | 'operationName' | 'variables' | 'extensions'>,
    caller: Caller,
  ): Promise<Answer>;
  /** For graphql-over-http: the request's form and the answer's media type are a part of it. */
  runHttp(request: HTTPGraphQLRequest, caller: Caller): Promise<HttpAnswer>;
}

export interface PipelineOptions {
  readonly server: ApolloServer<RequestContext>;
  /** The longest time until an operation is answered, or a subscription opened, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly hooks: Pick<Hooks, 'onResponse'>;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const { server } = options;
  return {
    run: (request, caller) =>
      withContext(options, caller, toResult, async (contextValue): Promise<Answer & { status: number }> => {
        const { body, http } = await server.executeOperation(request, { contextValue });
        if (body.kind !== 'single') throw new TypeError('Incremental delivery is not enabled.');
        return { kind: 'result', result: body.singleResult, status: http.status ?? 200 };
      }),
    runHttp: (request, caller) =>
      withContext(options, caller, toText, async (contextValue) => {
        const context = async () => contextValue;
        const {
          status = 200,
          headers,
          body,
        } = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context });
        if (body.kind !== 'complete') throw new TypeError('Incremental delivery is not enabled.');
        const { codes, operationType } = contextValue.observed;
        const wellFormed = isWellFormed(codes, operationType !== undefined);
        return { kind: 'text', status, headers, text: body.string, isWellFormed: wellFormed, operationType };
      }),
  };
}

/** Gives an operation its context and deadline, and writes its line; what it answers gives way to a stream. */
async function withContext<Result extends { readonly status: number }>(
  { requestTimeoutMs, logger, metrics, hooks: { onResponse } }: PipelineOptions,
  caller: Caller,
  fail: (response: ErrorResponse) => Result,
  execute: (context: RequestContext) => Promise<Result>,
): Promise<Result | { readonly kind: 'stream'; readonly stream: AnswerStream }> {
  using patience = createPatience(caller.timeoutMs ?? requestTimeoutMs);
  const leave = () => patience.giveUp(new ServiceError('CANCELLED', 'The caller left.'));
  let opened: SubscriptionStream | null = null;
  const take = (stream: SubscriptionStream) => void (opened = stream);
  const context = createOperationContext(caller, patience, logger, caller.takesStreams ? take : null);
  const startedAt = performance.now();
  if (caller.signal.aborted) leave();
  caller.signal.addEventListener('abort', leave);
  try {
    const result = await executeOrFail(context, fail, execute);
    observeOperation(metrics, context, result.status, performance.now() - startedAt);
    if (!opened) return result;
    const told = onResponse ? withResponseHooks(opened, onResponse, context) : opened;
    const stream = observeStream(told, context, metrics);
    if (caller.signal.aborted) stream.leave('lost');
    return { kind: 'stream', stream };
  } catch (error) {
    // What was opened before must not stay open: nobody will read it.
    readable(opened)?.leave('lost');
    throw error;
  } finally {
    caller.signal.removeEventListener('abort', leave);
  }
}

/** The compiler does not see that the stream was taken. */
const readable = (opened: SubscriptionStream | null) => opened;

/** Apollo Server rejects, or answers with a text of its own, where parsing or validation threw. */
async function executeOrFail<Result>(
  context: RequestContext,
  fail: (response: ErrorResponse) => Result,
  execute: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
  const [executed] = await Promise.allSettled([execute(context)]);
  const { observed, logger, requestId } = context;
  if (observed.thrown !== undefined) {
    const error = thrownError(observed.thrown, logger);
    observed.codes = [error.code];
    return fail(errorResponse(error, requestId));
  }
  if (executed.status === 'rejected') throw executed.reason;
  return executed.value;
}

function toResult({ status, body }: ErrorResponse): Answer & { status: number } {
  return { kind: 'result', status, result: JSON.parse(body) as FormattedExecutionResult };
}

function toText({ status, headers, body }: ErrorResponse): HttpAnswer & { status: number } {
  return {
    kind: 'text',
    status,
    headers: Object.entries(headers),
    text: body,
    isWellFormed: false,
    operationType: undefined,
  };
}
