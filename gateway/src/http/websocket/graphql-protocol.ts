import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { ServiceError } from '@sluice/schema';
import { buildSchema, type ExecutionArgs, type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { makeServer, type OperationResult, type Server, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';

import type { SubscriptionSettings } from '../../config/subscription-settings.js';
import type { Authenticator } from '../../identity/authenticate.js';
import type { Principal } from '../../identity/principal.js';
import type { Answer, Pipeline } from '../pipeline/create-pipeline.js';
import type { ConnectionLimits } from '../streams/connection-limits.js';
import { socketCredentials } from './socket-credentials.js';
import { TRY_AGAIN_LATER } from './socket-sender.js';
import { toAsyncGenerator } from './to-async-generator.js';

/** What is known of one socket. (A type, not an interface: the library asks for a record.) */
export type SocketState = {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Aborts when it is closed. */
  readonly closed: AbortSignal;
  /** Who calls; null before `connection_init`. */
  principal: Principal | null;
  /** Gives back the place that it takes. */
  leave: () => void;
  /** What stops an operation that has no answer yet, by its id. */
  readonly pending: Map<string, AbortController>;
  /** The operations that the client has not ended, by id; null before `connection_init`. */
  wanted: (() => object) | null;
};

export interface GraphqlProtocolOptions {
  readonly pipeline: Pipeline;
  readonly authenticator: Authenticator;
  readonly connections: ConnectionLimits;
  readonly limits: SubscriptionSettings;
  /** Told of a credential that was refused. */
  readonly onRefused: (error: ServiceError) => void;
  readonly isDraining: () => boolean;
  /** What is being answered, until it is; each has its deadline. */
  readonly answering: Set<Promise<unknown>>;
}

export type GraphqlProtocol = Server<SocketState>;

/**
 * graphql-ws' protocol (`graphql-transport-ws`), whose operations all go through the pipeline; the library's own
 * parsing, validation and execution are not used. Close codes are the protocol's:
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function createGraphqlProtocol(options: GraphqlProtocolOptions): GraphqlProtocol {
  const { limits } = options;
  return makeServer<Record<string, unknown>, SocketState>({
    connectionInitWaitTimeout: limits.initTimeoutMs,
    onConnect(context) {
      const { connectionParams, extra } = context;
      extra.wanted = () => context.subscriptions;
      return connect(connectionParams, extra, options);
    },
    async onSubscribe({ extra, subscriptions }, id, payload) {
      const refused = refusal(Object.keys(subscriptions).length, options);
      if (refused) return [toGraphqlError(refused)];
      const running = run(extra, id, payload, options);
      options.answering.add(running);
      const answer = await running.finally(() => options.answering.delete(running));
      const isRefusal = answer.kind === 'result' && answer.result.data === undefined;
      if (isRefusal) return (answer.result.errors ?? []).map(toGraphqlError);
      return { ...NOTHING, contextValue: answer };
    },
    // Of an answer that is there already.
    execute: answered,
    onNext: (_, __, ___, ____, result) => result as FormattedExecutionResult,
    onClose({ extra }) {
      extra.leave();
      for (const pending of extra.pending.values()) pending.abort();
    },
  });
}

/** Stops what is still being answered though its client has said that it does not wait any more. */
export function stopUnwanted({ pending, wanted }: SocketState): void {
  for (const [id, leaving] of pending) if (wanted && !(id in wanted())) leaving.abort();
}

/** The library looks at a document before it calls `subscribe`; the real one has been through the pipeline. */
const NOTHING: ExecutionArgs = { schema: buildSchema('type Query { nothing: Int }'), document: parse('{ nothing }') };

/** Results are formatted already: `onNext` sends them as they are, though the library's types speak of raw ones. */
function answered({ contextValue }: ExecutionArgs): OperationResult {
  const answer = contextValue as Answer;
  return (answer.kind === 'stream' ? toAsyncGenerator(answer.stream) : answer.result) as OperationResult;
}

/** @returns false for close code 4403 */
async function connect(
  params: Readonly<Record<string, unknown>> | undefined,
  state: SocketState,
  { authenticator, connections, onRefused }: GraphqlProtocolOptions,
): Promise<boolean> {
  const principal = await authenticator.authenticate(socketCredentials(params, state.request), state.closed);
  // Whoever has left meanwhile takes no place.
  if (state.closed.aborted) return false;
  if (principal instanceof ServiceError) {
    onRefused(principal);
    return false;
  }
  const leave = connections.enter(principal);
  if (leave instanceof ServiceError) {
    onRefused(leave);
    // The first close counts: a client may try again when it has closed others.
    state.socket.close(TRY_AGAIN_LATER, leave.code);
    return false;
  }
  state.principal = principal;
  state.leave = leave;
  return true;
}

async function run(
  state: SocketState,
  id: string,
  { query, operationName, variables }: SubscribePayload,
  { pipeline }: GraphqlProtocolOptions,
): Promise<Answer> {
  const { principal, request, pending } = state;
  if (!principal) throw new TypeError('An operation came before who calls was known.');
  const { traceparent } = request.headers;
  const leaving = new AbortController();
  pending.set(id, leaving);
  try {
    return await pipeline.run(
      { query, ...(typeof operationName === 'string' && { operationName }), ...(variables && { variables }) },
      {
        requestId: randomUUID(),
        principal,
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
        signal: leaving.signal,
        takesStreams: true,
      },
    );
  } finally {
    if (pending.get(id) === leaving) pending.delete(id);
  }
}

function refusal(operations: number, { limits, isDraining }: GraphqlProtocolOptions): ServiceError | null {
  if (isDraining()) return new ServiceError('SHUTTING_DOWN', 'The gateway is being stopped.', { retryAfterMs: 1_000 });
  const { perConnection } = limits;
  if (operations <= perConnection) return null;
  const limit = { dimension: 'operationsPerConnection', limit: perConnection };
  return new ServiceError('RATE_LIMITED', `At most ${perConnection} operations may run on one socket.`, { limit });
}

/** An error that is sent as it is. */
function toGraphqlError({
  message,
  extensions,
  ...more
}: NonNullable<FormattedExecutionResult['errors']>[number] | ServiceError) {
  const formatted =
    more instanceof Error ? { message, extensions } : { message, ...more, ...(extensions && { extensions }) };
  return Object.assign(new GraphQLError(message), { toJSON: () => formatted });
}
