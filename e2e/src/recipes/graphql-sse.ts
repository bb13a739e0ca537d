import { print } from 'graphql';
import { createClient } from 'graphql-sse';

import type { Endpoint, LiveClient } from './live-client.js';

/**
 * Server-Sent Events.
 *
 * @param singleConnection false: each subscription has a request of its own, which suits HTTP/2. true: all share one,
 * since browsers open six at most to a server over HTTP/1.1
 */
export function overEventStream({ url, key }: Endpoint, singleConnection: boolean): LiveClient {
  const client = createClient<boolean>({
    url: `${url}/graphql/stream`,
    headers: { authorization: `Bearer ${key}` },
    singleConnection,
  });
  return {
    subscribe: (document, variables, sink) => client.subscribe<never>({ query: print(document), variables }, sink),
    close: () => client.dispose(),
  };
}
