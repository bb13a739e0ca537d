import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

import { expectSoon } from '../storage/testing/expect-soon.js';

/** One subscription at the upstream, and what the test lets it tell. */
export interface UpstreamSubscription {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** Tells a result; false when the reader lags behind. */
  next(result: unknown): boolean;
  /** Tells the event of the only root field. */
  tell(event: unknown): boolean;
  complete(): void;
  /** Breaks the connection without a word. */
  cut(): void;
  /** Whether the gateway is still there. */
  readonly isOpen: boolean;
  readonly ended: Promise<void>;
}

/** A service that streams: it offers capabilities, tells what the test says, and answers `_entities` by hand. */
export interface StreamingUpstream extends AsyncDisposable {
  readonly url: string;
  /** Every subscription so far. */
  readonly subscriptions: readonly UpstreamSubscription[];
  /** Those that the gateway has not ended. */
  readonly open: number;
  /** Connections that subscriptions have come over. */
  readonly connections: number;
  /** The subscription of a number, as soon as it is there. */
  subscription(index: number): Promise<UpstreamSubscription>;
  /** Forgets the subscriptions so far. */
  forget(): void;
  /** Does this with every subscription from now on. */
  onSubscription(handler: (subscription: UpstreamSubscription) => void): void;
  /** How plain operations are answered from now on. */
  answer(handler: (body: { query: string; variables: Record<string, unknown> }) => unknown): void;
  /** Refuses subscriptions from now on with this status and body. */
  refuse(status: number, body: string): void;
}

/** @param capabilities the names of the capabilities that `/health/ready` tells */
export async function startStreamingUpstream(...capabilities: string[]): Promise<StreamingUpstream> {
  const subscriptions: UpstreamSubscription[] = [];
  let onSubscription: (subscription: UpstreamSubscription) => void = () => {};
  let answer: (body: { query: string; variables: Record<string, unknown> }) => unknown = () => ({ data: null });
  let refusal: { readonly status: number; readonly body: string } | null = null;
  const sockets = new WeakSet<Socket>();
  let connections = 0;
  let open = 0;
  const server = createServer((request, response) => {
    if (request.url === '/health/ready') return sendJson(response, healthOf(capabilities));
    void text(request).then(async (body) => {
      const operation = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      if (request.url === '/graphql') return sendJson(response, await answer(operation));
      if (refusal)
        return void response.writeHead(refusal.status, { 'content-type': 'application/json' }).end(refusal.body);
      if (!sockets.has(request.socket)) connections += 1;
      sockets.add(request.socket);
      const subscription = subscribe(operation, request.headers, response);
      open += 1;
      void subscription.ended.then(() => (open -= 1));
      subscriptions.push(subscription);
      return onSubscription(subscription);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    subscriptions,
    get open() {
      return open;
    },
    get connections() {
      return connections;
    },
    async subscription(index) {
      await expectSoon(() => subscriptions[index] !== undefined, 30_000);
      return subscriptions[index]!;
    },
    forget: () => void subscriptions.splice(0),
    onSubscription: (handler) => void (onSubscription = handler),
    answer: (handler) => void (answer = handler),
    refuse: (status, body) => void (refusal = { status, body }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function subscribe(
  { query, variables }: { query: string; variables: Record<string, unknown> },
  headers: IncomingHttpHeaders,
  response: ServerResponse,
): UpstreamSubscription {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(':\n\n');
  const field = /(?:(\w+): *)?generate/.exec(query)?.[1] ?? 'generate';
  let isOpen = true;
  const ended = new Promise<void>((resolve) =>
    response.once('close', () => {
      isOpen = false;
      resolve();
    }),
  );
  const next = (result: unknown) => response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  return {
    query,
    variables,
    headers,
    next,
    ended,
    tell: (event) => next({ data: { [field]: event } }),
    complete: () => void response.end('event: complete\ndata:\n\n'),
    cut: () => void response.destroy(),
    get isOpen() {
      return isOpen;
    },
  };
}

function healthOf(capabilities: readonly string[]) {
  const offered = capabilities.map((name) => [name, { models: ['test-model'] }]);
  return { status: 'ready', name: 'upstream', version: '1.0.0', capabilities: Object.fromEntries(offered) };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
