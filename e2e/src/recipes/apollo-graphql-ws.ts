import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { fromApollo } from './from-apollo.js';
import type { Endpoint, LiveClient } from './live-client.js';

/** Apollo Client with subscriptions over a WebSocket, and everything else over HTTP. */
export function withApolloWebSocket({ url, key }: Endpoint): LiveClient {
  const headers = { authorization: `Bearer ${key}` };
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: headers,
    webSocketImpl: WebSocket,
  });
  const client = new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: `${url}/graphql`, headers }),
    ),
    cache: new InMemoryCache(),
  });
  return fromApollo(client, () => void socket.dispose());
}
