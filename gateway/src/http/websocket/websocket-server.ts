import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import type { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';

import { reasonOf } from '../../identity/tokens/token-refusal.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import type { Challenges } from '../resource-metadata.js';
import { readCredentials } from '../pipeline/read-credentials.js';
import { createGraphqlProtocol, type GraphqlProtocolOptions } from './graphql-protocol.js';
import { keepAlive } from './keep-alive.js';
import { openSocket, type OpenSocket } from './open-socket.js';
import { upgradeStatus, type UpgradeStatusOptions } from './upgrade-status.js';

export interface WebsocketServerOptions
  extends Omit<GraphqlProtocolOptions, 'onRefused' | 'isDraining'>, UpgradeStatusOptions {
  /** Whose upgrades are taken. */
  readonly server: Server;
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

/** Takes the upgrades of a server: `/graphql` speaks graphql-ws, everything else is refused. */
export function createWebsocketServer(options: WebsocketServerOptions): Websockets {
  const { server, limits, logger, metrics } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
    // One message is dealt with before the next is read: an id that the first frees, the second may use.
    allowSynchronousEvents: false,
    handleProtocols,
  });
  const open = new Set<OpenSocket>();
  let isDraining = false;
  const onRefused = (error: ServiceError) => {
    metrics.onError(error.code);
    logger.info({ code: error.code, reason: reasonOf(error) }, 'A connection was refused.');
  };
  const protocol = createGraphqlProtocol({ ...options, onRefused, isDraining: () => isDraining });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Who goes away in the middle of it is no failure.
    socket.on('error', () => socket.destroy());
    const status = await upgradeStatus(request, socket, options);
    if (socket.destroyed) return;
    const isFull = isDraining || open.size >= limits.connections;
    if (isFull) return refuse(socket, 503);
    if (status !== 101) return refuse(socket, status, options.challenge(status, readCredentials(request).headers));
    sockets.handleUpgrade(request, socket, head, (accepted) => join(accepted, request));
  }

  function join(socket: WebSocket, request: IncomingMessage): void {
    const joined = openSocket({ socket, request, protocol, limits, logger });
    open.add(joined);
    void joined.end.closed.then(() => open.delete(joined));
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(request, socket, head).catch((error: unknown) => {
      if (!socket.destroyed) logger.error({ code: 'INTERNAL', error }, 'An upgrade to a WebSocket failed.');
      socket.destroy();
    });
  };
  server.on('upgrade', onUpgrade);
  const beat = keepAlive(sockets, limits.pingMs);
  return {
    async drain() {
      isDraining = true;
      await Promise.all([...open].map((socket) => socket.settled()));
      for (const socket of open) socket.end.begin(GOING_AWAY, 'SHUTTING_DOWN');
      await Promise.all([...open].map(({ end }) => end.closed));
      beat[Symbol.dispose]();
      server.off('upgrade', onUpgrade);
    },
  };
}

function refuse(socket: Duplex, status: number, challenge: string | null = null): void {
  const upgrade = status === 426 ? 'Upgrade: websocket\r\n' : '';
  const authenticate = challenge === null ? '' : `WWW-Authenticate: ${challenge}\r\n`;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${upgrade}${authenticate}`;
  socket.end(`${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
