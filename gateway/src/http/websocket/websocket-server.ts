import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';

import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import type { Challenges } from '../resource-metadata.js';
import { readCredentials } from '../pipeline/read-credentials.js';
import { createGraphqlProtocol, type GraphqlProtocolOptions } from './graphql-protocol.js';
import { openSocket } from './open-socket.js';

export interface WebsocketServerOptions extends Omit<GraphqlProtocolOptions, 'onRefused' | 'isDraining' | 'answering'> {
  /** Whose upgrades are taken. */
  readonly server: Server;
  /** Whether a page of this origin may call from a browser. */
  readonly allowsOrigin: (origin: string, host: string | undefined) => boolean;
  /** What an upgrade that is refused is told about how to get in. */
  readonly challenge: Challenges['challenge'];
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
}

/** The WebSockets of a gateway. */
export interface Websockets {
  /** Takes no more, lets what is being answered be answered, then closes every socket with `SHUTTING_DOWN`. */
  drain(): Promise<void>;
}

/** `Going Away`: the client is to come back, to whoever takes over. */
const GOING_AWAY = 1001;

/** How long a socket may take to close before it is cut, in milliseconds. */
const CLOSE_GRACE_MS = 1_000;

const PATH = '/graphql';

/** Takes the upgrades of a server: `/graphql` speaks graphql-ws, everything else is refused. */
export function createWebsocketServer(options: WebsocketServerOptions): Websockets {
  const { server, limits, logger, metrics } = options;
  const { maxMessageBytes: maxPayload, pingMs } = limits;
  const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, handleProtocols });
  const answering = new Set<Promise<unknown>>();
  const silent = new WeakSet<WebSocket>();
  let isDraining = false;
  const onRefused = ({ code }: ServiceError) => {
    metrics.onError(code);
    logger.info({ code }, 'A connection was refused.');
  };
  const protocol = createGraphqlProtocol({ ...options, onRefused, isDraining: () => isDraining, answering });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Who goes away in the middle of it is no failure.
    socket.on('error', () => socket.destroy());
    const status = formStatus(request, options);
    const known = status === 101 ? await callerStatus(request, socket, options) : status;
    if (socket.destroyed) return;
    if (isDraining) return refuse(socket, 503);
    if (known !== 101) return refuse(socket, known, options.challenge(known, readCredentials(request).headers));
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const onPong = () => silent.delete(accepted);
      openSocket({ socket: accepted, request, protocol, limits, logger, onPong });
    });
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(request, socket, head).catch((error: unknown) => {
      if (!socket.destroyed) logger.error({ code: 'INTERNAL', error }, 'An upgrade to a WebSocket failed.');
      socket.destroy();
    });
  };
  server.on('upgrade', onUpgrade);
  const beat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, pingMs);
  return {
    async drain() {
      isDraining = true;
      await Promise.allSettled(answering);
      // What was answered last is still to be written.
      await new Promise((resolve) => setImmediate(resolve));
      clearInterval(beat);
      await closeAll(sockets);
      server.off('upgrade', onUpgrade);
    },
  };
}

function formStatus({ url, headers }: IncomingMessage, { allowsOrigin }: WebsocketServerOptions): number {
  if (url?.split('?')[0] !== PATH) return 404;
  if (headers.upgrade?.toLowerCase() !== 'websocket') return 426;
  return headers.origin === undefined || allowsOrigin(headers.origin, headers.host) ? 101 : 403;
}

/** Without a credential it is expected in `connection_init`; a wrong one is wrong at once. */
async function callerStatus(
  request: IncomingMessage,
  socket: Duplex,
  { authenticator }: WebsocketServerOptions,
): Promise<number> {
  const credentials = readCredentials(request);
  if (!credentials.headers['authorization']) return 101;
  const leaving = new AbortController();
  const leave = () => leaving.abort(new ServiceError('CANCELLED', 'The caller left.'));
  socket.once('close', leave);
  const caller = await authenticator.authenticate(credentials, leaving.signal);
  socket.off('close', leave);
  return caller instanceof ServiceError ? 401 : 101;
}

function refuse(socket: Duplex, status: number, challenge: string | null = null): void {
  const upgrade = status === 426 ? 'Upgrade: websocket\r\n' : '';
  const authenticate = challenge === null ? '' : `WWW-Authenticate: ${challenge}\r\n`;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${upgrade}${authenticate}`;
  socket.end(`${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  const closing = [...sockets.clients].map(
    (socket) =>
      new Promise<void>((resolve) => {
        const cut = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
        socket.once('close', () => {
          clearTimeout(cut);
          resolve();
        });
        socket.close(GOING_AWAY, 'SHUTTING_DOWN');
      }),
  );
  await Promise.all(closing);
}
