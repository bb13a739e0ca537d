import { ServiceError } from '@sluice/schema';
import { buildSchema, type ExecutionArgs, type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { makeServer, type OperationResult, type Server } from 'graphql-ws';

import type { SubscriptionSettings } from '../../config/subscription-settings.js';
import type { Departure } from '../../supergraph/subscription/subscription-stream.js';
import type { Answer, Pipeline } from '../pipeline/create-pipeline.js';
import { connectSocket, type ConnectSocketOptions } from './connect-socket.js';
import { runOperation } from './run-operation.js';
import type { SocketState } from './socket-state.js';
import { toAsyncGenerator } from './to-async-generator.js';

export interface GraphqlProtocolOptions extends ConnectSocketOptions {
  readonly pipeline: Pipeline;
  readonly limits: SubscriptionSettings;
  readonly isDraining: () => boolean;
}

export type GraphqlProtocol = Server<SocketState>;

/**
 * graphql-ws' protocol (`graphql-transport-ws`), whose operations all go through the pipeline; the library's own
 * parsing, validation and execution are not used. Close codes are the protocol's:
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function createGraphqlProtocol(options: GraphqlProtocolOptions): GraphqlProtocol {
  const { limits, pipeline } = options;
  return makeServer<Record<string, unknown>, SocketState>({
    connectionInitWaitTimeout: limits.initTimeoutMs,
    onConnect(context) {
      const { connectionParams, extra } = context;
      extra.wanted = () => context.subscriptions;
      return connectSocket(connectionParams, extra, options);
    },
    async onSubscribe({ extra, subscriptions }, id, payload) {
      const refused = refusal(Object.keys(subscriptions).length, options);
      if (refused) return [toGraphqlError(refused)];
      const answer = await runOperation(extra, id, payload, pipeline);
      const isRefusal = answer.kind === 'result' && answer.result.data === undefined;
      if (isRefusal) return (answer.result.errors ?? []).map(toGraphqlError);
      return { ...NOTHING, contextValue: { answer, departure: () => extra.departure } };
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

/** The library looks at a document before it calls `subscribe`; the real one has been through the pipeline. */
const NOTHING: ExecutionArgs = { schema: buildSchema('type Query { nothing: Int }'), document: parse('{ nothing }') };

/** Results are formatted already: `onNext` sends them as they are, though the library's types speak of raw ones. */
function answered({ contextValue }: ExecutionArgs): OperationResult {
  const { answer, departure } = contextValue as { readonly answer: Answer; readonly departure: () => Departure };
  return (answer.kind === 'stream' ? toAsyncGenerator(answer.stream, departure) : answer.result) as OperationResult;
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
