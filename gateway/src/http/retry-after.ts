import type { ApolloServerPlugin } from '@apollo/server';

/** Tells by `Retry-After` when an operation may be tried again of which some fields could not be answered now. */
export function retryAfterPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ response: { body, http } }) {
        if (body.kind !== 'single' || http.headers.has('retry-after')) return;
        const waits = (body.singleResult.errors ?? []).map(({ extensions }) => extensions?.['retryAfterMs']);
        // Before the longest of them another field would fail again.
        const longest = Math.max(0, ...waits.filter((wait) => typeof wait === 'number'));
        if (longest > 0) http.headers.set('retry-after', String(Math.ceil(longest / 1_000)));
      },
    }),
  };
}
