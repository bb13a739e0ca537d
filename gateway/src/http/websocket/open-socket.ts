import type { IncomingMessage } from 'node:http';

import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { CloseCode } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';

import type { SubscriptionSettings } from '../../config/subscription-settings.js';
import { type GraphqlProtocol, type SocketState, stopUnwanted } from './graphql-protocol.js';
import { createSocketSender } from './socket-sender.js';

export interface OpenSocketOptions {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly protocol: GraphqlProtocol;
  readonly limits: SubscriptionSettings;
  readonly logger: Logger;
  /** Told when the client has answered a ping. */
  readonly onPong: () => void;
}

/** Joins a WebSocket to the protocol, until it is closed. */
export function openSocket({ socket, request, protocol, limits, logger, onPong }: OpenSocketOptions): void {
  const closing = new AbortController();
  const state: SocketState = {
    socket,
    request,
    closed: closing.signal,
    principal: null,
    leave: () => {},
    pending: new Map(),
    wanted: null,
  };
  const sender = createSocketSender(socket, limits.slowReaderMs);
  let receive: (message: string) => Promise<void> = async () => {};
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: sender.send,
      close: (code, reason) => socket.close(code, reason),
      onMessage: (callback) => void (receive = callback),
    },
    state,
  );
  const deal = async (message: string) => {
    try {
      await receive(message);
    } catch (error) {
      if (closing.signal.aborted) return;
      logger.error({ code: 'INTERNAL', error }, 'A message on a WebSocket failed.');
      socket.close(CloseCode.InternalServerError, 'INTERNAL');
    }
  };
  socket.on('message', (data: RawData, isBinary) => {
    if (isBinary) return socket.close(CloseCode.BadRequest, 'Send text.');
    void deal((data as Buffer).toString('utf8'));
    stopUnwanted(state);
  });
  socket.on('pong', onPong);
  // A frame that is too large or broken: ws closes the socket itself, with the code that says so.
  socket.on('error', () => {});
  socket.once('close', (code, reason) => {
    closing.abort(new ServiceError('CANCELLED', 'The caller left.'));
    sender.dispose();
    void Promise.resolve(closed(code, reason.toString())).catch((error: unknown) => {
      logger.error({ code: 'INTERNAL', error }, 'A WebSocket could not be tidied up.');
    });
  });
}
