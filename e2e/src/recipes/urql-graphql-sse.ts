import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-sse';

import { fromUrql } from './from-urql.js';
import type { Endpoint, LiveClient } from './live-client.js';

/** urql with subscriptions over Server-Sent Events. */
export function withUrqlEventStream({ url, key }: Endpoint): LiveClient {
  const headers = { authorization: `Bearer ${key}` };
  const events = createClient({ url: `${url}/graphql/stream`, headers });
  const client = new Client({
    url: `${url}/graphql`,
    fetchOptions: { headers },
    preferGetMethod: false,
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: events.subscribe({ query, variables: { ...variables } }, sink) }),
        }),
      }),
    ],
  });
  return fromUrql(client, () => events.dispose());
}
