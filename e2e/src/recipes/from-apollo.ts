import { type ApolloClient, CombinedGraphQLErrors, CombinedProtocolErrors } from '@apollo/client';

import type { LiveClient, Result } from './live-client.js';

/** What the tests need of an Apollo Client. */
export function fromApollo(client: ApolloClient, onClose: () => void = () => {}): LiveClient {
  return {
    subscribe(query, variables, sink) {
      // Without `all` an event in which one service failed would lose what the others told.
      const policies = { fetchPolicy: 'no-cache', errorPolicy: 'all' } as const;
      const told = client.subscribe({ query, variables: variables as never, ...policies });
      const subscription = told.subscribe({
        next: ({ data, error }) => sink.next({ data: data as never, errors: error && errorsOf(error) }),
        error: (error: unknown) => sink.error(error),
        complete: () => sink.complete(),
      });
      return () => subscription.unsubscribe();
    },
    close() {
      client.stop();
      onClose();
    },
  };
}

/** Errors of fields, and those that end a subscription, have a class each. */
function errorsOf(error: Error): Result<unknown>['errors'] {
  if (CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error)) return error.errors;
  return [{ message: error.message }];
}
