import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A server on loopback that counts who connects: most tests want to see nobody. */
export interface Trap extends AsyncDisposable {
  readonly port: number;
  /** Connections so far, also those that never sent a request. */
  connections(): number;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
}

/** @param tls makes it speak HTTPS */
export async function startTrap(
  answer: RequestListener,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Trap> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    requests,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
