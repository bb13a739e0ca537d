import type { WebSocket, WebSocketServer } from 'ws';

/** Asks every socket for a sign of life, again and again, and cuts those that did not answer the last time. */
export function keepAlive(sockets: WebSocketServer, pingMs: number): Disposable {
  const silent = new WeakSet<WebSocket>();
  const listening = new WeakSet<WebSocket>();
  const beat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      if (!listening.has(socket)) socket.on('pong', () => silent.delete(socket));
      listening.add(socket);
      silent.add(socket);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, pingMs);
  return { [Symbol.dispose]: () => clearInterval(beat) };
}
