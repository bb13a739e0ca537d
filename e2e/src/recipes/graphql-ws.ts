import { print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import type { Endpoint, LiveClient } from './live-client.js';

/** One WebSocket for all subscriptions; browsers leave `webSocketImpl` out. */
export function overWebSocket({ url, key }: Endpoint): LiveClient & { readonly socket: Client } {
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${key}` },
    webSocketImpl: WebSocket,
  });
  return {
    socket,
    subscribe: (document, variables, sink) => socket.subscribe<never>({ query: print(document), variables }, sink),
    close: () => void socket.dispose(),
  };
}
