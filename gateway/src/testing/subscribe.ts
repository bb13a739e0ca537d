import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { expectSoon } from '../storage/testing/expect-soon.js';
import { GENERATE, variablesOf } from './generation-events.js';
import type { TestGateway } from './start-test-gateway.js';

/** A result as a client sees it. */
export interface Told {
  readonly data?: { readonly generate?: unknown } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

/** A subscription over a WebSocket of its own. */
export interface TestSubscription {
  /** Everything so far. */
  readonly told: Told[];
  /** Resolves at the end, with what ended it: null when it was complete. */
  readonly over: Promise<unknown>;
  leave(): void;
  /** Cuts the connection, as a train in a tunnel does. */
  lose(): void;
}

export interface SubscribeOptions {
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  readonly key?: string;
}

/** Subscribes to `generate` with the official client. */
export function subscribe(gateway: TestGateway, name: string, options: SubscribeOptions = {}): TestSubscription {
  const { query = GENERATE, variables = variablesOf(name), key = gateway.key } = options;
  let socket: WebSocket | null = null;
  const client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${key}` },
    on: { opened: (opened) => void (socket = opened as WebSocket) },
  });
  const told: Told[] = [];
  let leave = () => {};
  const over = new Promise<unknown>((resolve) => {
    leave = client.subscribe<Told['data']>(
      { query, variables },
      {
        next: (result) => told.push(result as Told),
        error: (error) => resolve(error),
        complete: () => resolve(null),
      },
    );
  });
  return { told, over: over.finally(() => void client.dispose()), leave, lose: () => socket?.terminate() };
}

/** The codes of all errors that were told. */
export const codesOf = (told: readonly Told[]) =>
  told.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions?.['code']));

/** The events of `generate` that were told. */
export const eventsOf = (told: readonly Told[]) => told.flatMap(({ data }) => (data?.generate ? [data.generate] : []));

/** Waits for something that happens by itself. @throws Error that quotes the condition, once the time has passed */
export const until = (condition: () => boolean, withinMs = 30_000): Promise<void> => expectSoon(condition, withinMs);
