import type { ApolloServerPlugin } from '@apollo/server';
import { ServiceError } from '@sluice/schema';
import type { FormattedExecutionResult } from 'graphql';

import type { RequestContext } from '../request-context.js';
import type { SubscriptionStream } from '../supergraph/subscription/subscription-stream.js';
import type { Hooks } from './hooks.js';
import type { OutgoingResponse } from './middleware.js';

type OnResponse = NonNullable<Hooks['onResponse']>;

/** Asks `onResponse` about the result of every operation. That a subscription was opened is none: its events are. */
export function responsePlugin(onResponse: OnResponse): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ contextValue, response: { body, http }, operation, operationName = null }) {
        if (body.kind !== 'single') return;
        const operationType = operation?.operation ?? null;
        const result = body.singleResult;
        if (operationType === 'subscription' && !result.errors) return;
        try {
          body.singleResult = await extend(onResponse, { operationName, operationType, result }, contextValue);
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
          const { message, extensions } = error;
          http.status = (extensions['http'] as { readonly status: number }).status;
          body.singleResult = { errors: [{ message, extensions }] };
        }
      },
    }),
  };
}

/** Asks `onResponse` about each event of a subscription; a refusal ends it. */
export function withResponseHooks(
  stream: SubscriptionStream,
  onResponse: OnResponse,
  context: RequestContext,
): SubscriptionStream {
  const operationName = context.observed.operationName ?? null;
  return {
    async next() {
      const event = await stream.next();
      if (event?.kind !== 'next') return event;
      try {
        const response = { operationName, operationType: 'subscription', result: event.result } as const;
        // The request's own signal ends with its answer; an event has none but the hook's time.
        const scope = { ...context, signal: new AbortController().signal };
        return { kind: 'next', result: await extend(onResponse, response, scope) };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        stream.leave('done');
        return { kind: 'failed', error };
      }
    },
    leave: (how) => stream.leave(how),
  };
}

/** What is there already stays: of two that give the same key, the first. */
async function extend(
  onResponse: OnResponse,
  response: OutgoingResponse,
  context: RequestContext,
): Promise<FormattedExecutionResult> {
  const added = await onResponse(response, context);
  if (Object.keys(added).length === 0) return response.result;
  return { ...response.result, extensions: { ...added, ...response.result.extensions } };
}
