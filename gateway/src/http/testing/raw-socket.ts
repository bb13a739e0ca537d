import { once } from 'node:events';

import { WebSocket } from 'ws';

import type { TestGateway } from '../../testing/start-test-gateway.js';

/** A message of the protocol, as it came. */
export interface RawMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A WebSocket without a client library: it says what the test wants, right or wrong. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: readonly RawMessage[];
  /** The close code and its reason. */
  readonly closed: Promise<readonly [code: number, reason: string]>;
  say(message: unknown): void;
  /** The first message of a type, of an operation where one is named, as soon as it is there. */
  heard(type: string, id?: string): Promise<RawMessage>;
}

export interface RawSocketOptions {
  readonly protocol?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly autoPong?: boolean;
}

/** Opens a socket that has not said who calls. */
export async function openRawSocket(
  { url }: Pick<TestGateway, 'url'>,
  { protocol = 'graphql-transport-ws', headers = {}, autoPong = true }: RawSocketOptions = {},
): Promise<RawSocket> {
  const protocols = protocol === '' ? [] : [protocol];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols, { headers, autoPong });
  const messages: RawMessage[] = [];
  const closed = new Promise<readonly [number, string]>((resolve) =>
    socket.once('close', (code, reason) => resolve([code, reason.toString()])),
  );
  socket.on('message', (data) => messages.push(JSON.parse((data as Buffer).toString('utf8')) as RawMessage));
  await once(socket, 'open');
  return {
    socket,
    messages,
    closed,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async heard(type, id) {
      for (;;) {
        const found = messages.find((message) => message.type === type && (id === undefined || message.id === id));
        if (found) return found;
        await once(socket, 'message');
      }
    },
  };
}

/** Opens a socket and says who calls. */
export async function openCaller(gateway: TestGateway, options?: RawSocketOptions): Promise<RawSocket> {
  const raw = await openRawSocket(gateway, options);
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.key}` } });
  await raw.heard('connection_ack');
  return raw;
}

/** The subscriptions that the gateway counts as open. */
export async function openSubscriptions({ url }: Pick<TestGateway, 'url'>): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^sluice_gateway_subscriptions (\d+)$/m.exec(text)?.[1]);
}
