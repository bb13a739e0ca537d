import type { WebSocket } from 'ws';

/** Sends messages so that what waits in memory stays bounded. */
export interface SocketSender {
  /** Resolves when the message has been handed to the operating system: the next event is not fetched before. */
  send(message: string): Promise<void>;
  dispose(): void;
}

export interface SocketSenderOptions {
  /** How long a reader may take nothing while messages wait, in milliseconds. */
  readonly slowReaderMs: number;
  /** Told when a reader took nothing for so long: what it missed is not kept. */
  readonly onSlow: () => void;
}

/** While more than this waits to be sent, in bytes, nothing is read: every message may be one more to answer. */
const BUFFER_BYTES = 1024 * 1024;

export function createSocketSender(socket: WebSocket, { slowReaderMs, onSlow }: SocketSenderOptions): SocketSender {
  let waiting = 0;
  let stall: NodeJS.Timeout | null = null;
  const stopWatching = () => {
    if (stall) clearTimeout(stall);
    stall = null;
  };
  const onSent = () => {
    waiting -= 1;
    stopWatching();
    if (waiting > 0 && socket.readyState === socket.OPEN) stall = setTimeout(onSlow, slowReaderMs);
    if (socket.isPaused && socket.bufferedAmount <= BUFFER_BYTES) socket.resume();
  };
  return {
    send: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        waiting += 1;
        // An error closes the socket, and its operations with it.
        socket.send(message, () => {
          onSent();
          resolve();
        });
        if (socket.bufferedAmount > 0) stall ??= setTimeout(onSlow, slowReaderMs);
        if (socket.bufferedAmount > BUFFER_BYTES) socket.pause();
      }),
    dispose: stopWatching,
  };
}
