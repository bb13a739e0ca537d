import { ServiceError } from '@sluice/schema';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';

/** How a socket ends, whichever side begins with it. */
export interface SocketEnd {
  /** Aborts when it begins to end: nothing that comes over it counts any more. */
  readonly signal: AbortSignal;
  /** Ends it; the first close code counts. */
  begin(code: number, reason: string): void;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
}

/** How long a client may take to confirm the end before the connection is cut, in milliseconds. */
const CLOSE_GRACE_MS = 1_000;
/** A reason that is longer would not fit into a control frame, whatever its characters. */
const MAX_REASON = 41;

/** @param onEnd told once, when it begins to end: a client that never confirms must not keep what runs for it */
export function createSocketEnd(socket: WebSocket, onEnd: (code: number, reason: string) => void): SocketEnd {
  const ending = new AbortController();
  let cut: NodeJS.Timeout | null = null;
  const tidy = (code: number, reason: string) => {
    if (ending.signal.aborted) return;
    ending.abort(new ServiceError('CANCELLED', 'The caller left.'));
    onEnd(code, reason);
  };
  const begin = (code: number, reason: string) => {
    socket.close(code, reason.slice(0, MAX_REASON));
    // The client's own close frame is still to be read.
    socket.resume();
    if (socket.readyState !== socket.CLOSED) cut ??= setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
    tidy(code, reason);
  };
  // A frame that is too large or broken: ws has begun to close the socket, with the code that says so.
  socket.on('error', () => begin(CloseCode.BadRequest, ''));
  const closed = new Promise<void>((resolve) => {
    socket.once('close', (code, reason) => {
      if (cut) clearTimeout(cut);
      tidy(code, reason.toString());
      resolve();
    });
  });
  return { signal: ending.signal, begin, closed };
}
