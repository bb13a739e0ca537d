import type { WebSocket } from 'ws';

/** Sends messages so that what waits in memory stays bounded. */
export interface SocketSender {
  /** Resolves when the message has been handed to the operating system: the next event is not fetched before. */
  send(message: string): Promise<void>;
  dispose(): void;
}

/** `Try Again Later`, https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
export const TRY_AGAIN_LATER = 1013;

/** A reader that takes nothing for `slowReaderMs` while messages wait is ended: what it missed is not kept. */
export function createSocketSender(socket: WebSocket, slowReaderMs: number): SocketSender {
  let waiting = 0;
  let stall: NodeJS.Timeout | null = null;
  const stopWatching = () => {
    if (stall) clearTimeout(stall);
    stall = null;
  };
  const endSlowReader = () => socket.close(TRY_AGAIN_LATER, 'SUBSCRIPTION_TOO_SLOW');
  return {
    send: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        waiting += 1;
        // An error closes the socket, and its operations with it.
        socket.send(message, () => {
          waiting -= 1;
          stopWatching();
          if (waiting > 0) stall = setTimeout(endSlowReader, slowReaderMs);
          resolve();
        });
        if (socket.bufferedAmount > 0) stall ??= setTimeout(endSlowReader, slowReaderMs);
      }),
    dispose: stopWatching,
  };
}
