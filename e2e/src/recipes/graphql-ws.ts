import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import type { Endpoint, LiveClient } from './live-client.js';

/** One WebSocket for all subscriptions; browsers leave `webSocketImpl` out. */
export function overWebSocket({ url, key }: Endpoint): LiveClient {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${key}` },
    webSocketImpl: WebSocket,
  });
  return {
    subscribe: (document, variables, sink) => client.subscribe<never>({ query: print(document), variables }, sink),
    close: () => void client.dispose(),
  };
}
