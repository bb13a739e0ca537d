import { withApolloWebSocket } from './apollo-graphql-ws.js';
import { withApolloMultipart } from './apollo-multipart.js';
import { overFetch } from './fetch-multipart.js';
import { overEventStream } from './graphql-sse.js';
import { overWebSocket } from './graphql-ws.js';
import type { Endpoint, LiveClient } from './live-client.js';
import { withUrqlEventStream } from './urql-graphql-sse.js';
import { withUrqlWebSocket } from './urql-graphql-ws.js';

/** Every way of a frontend to subscribe, by name. */
export const RECIPES: readonly (readonly [name: string, connect: (endpoint: Endpoint) => LiveClient])[] = [
  ['graphql-ws', overWebSocket],
  ['graphql-sse, a connection each', (endpoint) => overEventStream(endpoint, false)],
  ['graphql-sse, one connection', (endpoint) => overEventStream(endpoint, true)],
  ['Apollo Client with its own link', withApolloMultipart],
  ['Apollo Client with graphql-ws', withApolloWebSocket],
  ['urql with graphql-ws', withUrqlWebSocket],
  ['urql with graphql-sse', withUrqlEventStream],
  ['fetch', overFetch],
];
