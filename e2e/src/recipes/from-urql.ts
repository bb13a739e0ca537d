import type { Client } from '@urql/core';
import { onEnd, pipe, subscribe } from 'wonka';

import type { LiveClient } from './live-client.js';

/** What the tests need of a urql client. */
export function fromUrql(client: Client, onClose: () => void): LiveClient {
  return {
    subscribe(document, variables, sink) {
      let isLeaving = false;
      const { unsubscribe } = pipe(
        client.subscription(document, variables as never),
        onEnd(() => isLeaving || sink.complete()),
        subscribe(({ data, error, hasNext }) => {
          if (error?.networkError) sink.error(error.networkError);
          // At the end urql tells the last result once more, to say that there is no next.
          else if (hasNext) sink.next({ data, errors: error?.graphQLErrors });
        }),
      );
      return () => {
        isLeaving = true;
        unsubscribe();
      };
    },
    close: onClose,
  };
}
