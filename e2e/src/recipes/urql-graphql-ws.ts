import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { fromUrql } from './from-urql.js';
import type { Endpoint, LiveClient } from './live-client.js';

/** urql with subscriptions over a WebSocket. */
export function withUrqlWebSocket({ url, key }: Endpoint): LiveClient {
  const headers = { authorization: `Bearer ${key}` };
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: headers,
    webSocketImpl: WebSocket,
  });
  const client = new Client({
    url: `${url}/graphql`,
    fetchOptions: { headers },
    preferGetMethod: false,
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink as never),
          }),
        }),
      }),
    ],
  });
  return fromUrql(client, () => void socket.dispose());
}
