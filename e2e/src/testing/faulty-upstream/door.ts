import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

/** What meets a connection, before there is a request: nobody, HTTP in the clear, or a handshake on these terms. */
export type DoorState = 'refused' | 'plain' | { readonly tls: TlsOptions };

/** The port of an upstream, whose door can be changed while callers know its address. */
export interface Door {
  readonly port: number;
  /** From now on; connections that there are end. */
  meet(state: DoorState): Promise<void>;
  /** The same, for new connections alone. */
  renew(state: Exclude<DoorState, 'refused'>): void;
}

export async function openDoor(listener: RequestListener, first: Exclude<DoorState, 'refused'>): Promise<Door> {
  let take = takerOf(first, listener);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => {});
    take(socket);
  });
  const listen = async (port: number) => once(server.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    renew: (state) => void (take = takerOf(state, listener)),
    async meet(state) {
      if (state !== 'refused') take = takerOf(state, listener);
      const closed = server.listening && state === 'refused' ? once(server.close(), 'close') : null;
      for (const socket of sockets) socket.destroy();
      await closed;
      if (state !== 'refused' && !server.listening) await listen(port);
    },
  };
}

function takerOf(state: Exclude<DoorState, 'refused'>, listener: RequestListener): (socket: Socket) => void {
  const server = state === 'plain' ? createHttpServer(listener) : createHttpsServer(state.tls, listener);
  return (socket) => void server.emit('connection', socket);
}
