import type { IncomingMessage } from 'node:http';

import type { Principal } from '../../identity/principal.js';
import type { Departure } from '../../supergraph/subscription/subscription-stream.js';
import type { SocketEnd } from './socket-end.js';

/** What is known of one socket. (A type, not an interface: the library asks for a record.) */
export type SocketState = {
  readonly request: IncomingMessage;
  readonly end: SocketEnd;
  /** Who calls; null before `connection_init`. */
  principal: Principal | null;
  /** Of all its operations. */
  labels: ReadonlySet<string>;
  /** How a subscription that ends now is left: `done` while the socket is open, then as the socket was closed. */
  departure: Departure;
  /** Gives back the place that it takes, and ends the watch over its caller. */
  leave: () => void;
  /** What stops an operation that has no answer yet, by its id. */
  readonly pending: Map<string, AbortController>;
  /** The operations that the client has not ended, by id; null before `connection_init`. */
  wanted: (() => object) | null;
};

/** `Try Again Later`, https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
export const TRY_AGAIN_LATER = 1013;

/** Stops what is still being answered though its client has said that it does not wait any more. */
export function stopUnwanted({ pending, wanted }: SocketState): void {
  for (const [id, leaving] of pending) if (wanted && !(id in wanted())) leaving.abort();
}
