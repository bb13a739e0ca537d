import type { IncomingMessage } from 'node:http';

import type { Logger } from '@sluice/telemetry';
import { CloseCode } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';

import type { SubscriptionSettings } from '../../config/subscription-settings.js';
import { NO_LABELS } from '../pipeline/read-labels.js';
import type { GraphqlProtocol } from './graphql-protocol.js';
import { createSocketEnd, type SocketEnd } from './socket-end.js';
import { createSocketSender } from './socket-sender.js';
import { type SocketState, stopUnwanted, TRY_AGAIN_LATER } from './socket-state.js';

export interface OpenSocketOptions {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly protocol: GraphqlProtocol;
  readonly limits: Pick<SubscriptionSettings, 'slowReaderMs'>;
  readonly logger: Logger;
}

/** A socket that speaks the protocol. */
export interface OpenSocket {
  readonly end: SocketEnd;
  /** Resolves when the operations that run have ended and what they told has been sent. */
  settled(): Promise<void>;
}

/** What a client closes with that has nothing more to ask. */
const NORMAL_CLOSURE = 1000;

/** Joins a WebSocket to the protocol, until it is closed. */
export function openSocket({ socket, request, protocol, limits, logger }: OpenSocketOptions): OpenSocket {
  const dealing = new Set<Promise<void>>();
  let receive: (message: string) => Promise<void> = async () => {};
  let leaveProtocol: (code: number, reason: string) => Promise<void> = async () => {};

  const end = createSocketEnd(socket, (code, reason) => {
    sender.dispose();
    if (code !== NORMAL_CLOSURE) state.departure = 'lost';
    leaveProtocol(code, reason).catch((error: unknown) => {
      logger.error({ code: 'INTERNAL', error }, 'A WebSocket could not be tidied up.');
    });
  });
  const { slowReaderMs } = limits;
  const onSlow = () => end.begin(TRY_AGAIN_LATER, 'SUBSCRIPTION_TOO_SLOW');
  const sender = createSocketSender(socket, { slowReaderMs, onSlow });
  const state: SocketState = {
    request,
    end,
    principal: null,
    labels: NO_LABELS,
    departure: 'done',
    leave: () => {},
    pending: new Map(),
    wanted: null,
  };
  const { send } = sender;
  leaveProtocol = protocol.opened(
    { protocol: socket.protocol, send, close: end.begin, onMessage: (callback) => void (receive = callback) },
    state,
  );
  const deal = async (message: string) => {
    try {
      await receive(message);
    } catch (error) {
      if (end.signal.aborted) return;
      logger.error({ code: 'INTERNAL', error }, 'A message on a WebSocket failed.');
      end.begin(CloseCode.InternalServerError, 'INTERNAL');
    }
  };
  socket.on('message', (data: RawData, isBinary) => {
    if (end.signal.aborted) return;
    if (isBinary) return end.begin(CloseCode.BadRequest, 'Send text.');
    const dealt = deal((data as Buffer).toString('utf8')).finally(() => dealing.delete(dealt));
    dealing.add(dealt);
    stopUnwanted(state);
  });
  return { end, settled: async () => void (await Promise.all(dealing)) };
}
