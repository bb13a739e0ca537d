import type { ServerResponse } from 'node:http';
import type { Http2SecureServer, Http2ServerRequest, ServerHttp2Session } from 'node:http2';
import type { Duplex } from 'node:stream';

/**
 * Lets `server.close()` end connections as it does on a server of HTTP/1.1 alone: those that are idle at once, the
 * others after what is under way. On one of HTTP/2 Node leaves both kinds open until their clients go.
 */
export function closeWhenIdle(server: Http2SecureServer): void {
  const sessions = new Set<ServerHttp2Session>();
  /** Requests under way on each connection of HTTP/1.1. */
  const sockets = new Map<Duplex, number>();
  let isClosing = false;
  const endIfIdle = (socket: Duplex) => {
    if (isClosing && sockets.get(socket) === 0) socket.end();
  };

  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('secureConnection', (socket) => {
    if (socket.alpnProtocol === 'h2') return;
    sockets.set(socket, 0);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ httpVersionMajor, socket }: Http2ServerRequest, response) => {
    if (httpVersionMajor === 2) return;
    sockets.set(socket, (sockets.get(socket) ?? 0) + 1);
    (response as unknown as ServerResponse).once('close', () => {
      sockets.set(socket, (sockets.get(socket) ?? 1) - 1);
      endIfIdle(socket);
    });
  });
  // A WebSocket belongs to whoever took it over.
  server.on('upgrade', (_request, socket: Duplex) => sockets.delete(socket));

  // `close()` calls it first.
  (server as { closeIdleConnections?: () => void }).closeIdleConnections = () => {
    isClosing = true;
    for (const session of sessions) session.close();
    for (const socket of sockets.keys()) endIfIdle(socket);
  };
}
