import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';

import { fromApollo } from './from-apollo.js';
import type { Endpoint, LiveClient } from './live-client.js';

/** Apollo Client's own link: subscriptions come as multipart answers, and nothing else is to be installed. */
export function withApolloMultipart({ url, key }: Endpoint): LiveClient {
  return fromApollo(
    new ApolloClient({
      link: new HttpLink({ uri: `${url}/graphql`, headers: { authorization: `Bearer ${key}` } }),
      cache: new InMemoryCache(),
    }),
  );
}
