import { ServiceError } from '@sluice/schema';
import { type ExecutionResult, type GraphQLSchema, parse, subscribe } from 'graphql';

import type { SourceRequest, SubscriptionSource, Upstream, UpstreamEvent } from './subscription-source.js';

/** The source of a control subgraph, which lives in the gateway: its resolvers are called here. */
export function createLocalSource(schema: GraphQLSchema): SubscriptionSource {
  return {
    open({ query, variables, operationName }: SourceRequest, contextValue): Upstream {
      const document = parse(query, { noLocation: true });
      const opened = Promise.resolve(
        subscribe({ schema, document, variableValues: variables, operationName: operationName ?? null, contextValue }),
      );
      let close: () => void = () => {};
      const closed = new Promise<null>((resolve) => (close = () => resolve(null)));
      return {
        isResumable: false,
        next: () => Promise.race([closed, opened.then(nextOf)]),
        close() {
          close();
          // A resolver that cannot be subscribed to has told so in `next`.
          void opened
            .then((events) => (Symbol.asyncIterator in events ? events.return(undefined) : null))
            .catch(() => {});
        },
      };
    },
  };
}

async function nextOf(
  opened: AsyncGenerator<ExecutionResult, void, void> | ExecutionResult,
): Promise<UpstreamEvent | null> {
  if (!(Symbol.asyncIterator in opened)) throw refusal(opened);
  const { done, value } = await opened.next();
  if (done === true) return null;
  if (!value.data) throw refusal(value);
  return { data: value.data, errors: (value.errors ?? []).map((error) => error.toJSON()) };
}

function refusal({ errors = [] }: ExecutionResult): ServiceError {
  const cause = errors[0]?.originalError ?? errors[0];
  return cause instanceof ServiceError ? cause : new ServiceError('INTERNAL', 'Internal error.', {}, { cause });
}
