import pg from 'pg';

import { createBackOff } from '../../back-off.js';
import { createTurns } from '../../turns.js';
import { closedError } from '../storage-error.js';
import { type Channel, tellGap, tellMessage } from './channels.js';
import type { NotificationsOptions } from './notifications.js';
import { type Ask, watchConnection } from './watch-connection.js';

export interface ListenConnectionOptions extends NotificationsOptions {
  /** The channels that are wanted now, by name. */
  readonly channels: ReadonlyMap<string, Channel>;
}

/** A connection that listens to what is wanted, and comes back when it is lost. */
export interface ListenConnection {
  /** Begins to listen to a channel that has been put among those that are wanted. */
  listen(name: string): void;
  /** Ends it, for one that has been taken out. */
  unlisten(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A question to the server that is not answered in this time is not answered any more. */
const ASK_MS = 5_000;
/** A connection that held so long was a good one: the next is tried without a pause. */
const GOOD_MS = 10_000;

export function createListenConnection({ options, onError, channels }: ListenConnectionOptions): ListenConnection {
  const stop = new AbortController();
  const backOff = createBackOff({ firstMs: 100, longestMs: 5_000 });
  let current: Ask | undefined;
  let loop: Promise<void> | undefined;

  async function listenTo(ask: Ask, names: readonly string[]): Promise<void> {
    await ask(names.map((name) => `LISTEN ${name}`).join(';'));
    for (const name of names) channels.get(name)?.establish();
  }

  async function connectOnce(): Promise<void> {
    const client = new pg.Client({ ...options, application_name: 'sluice listener', query_timeout: ASK_MS });
    const turns = createTurns();
    const ask: Ask = (text) => turns(() => client.query(text));
    const life = watchConnection(client, ask, stop.signal);
    client.on('notification', ({ channel, payload = '' }) => tellMessage(channels.get(channel), payload));
    try {
      await Promise.race([client.connect(), life.promise]);
      if (stop.signal.aborted) return;
      const before = [...channels.values()].filter((channel) => channel.isEstablished());
      current = ask;
      await listenTo(ask, [...channels.keys()]);
      tellGap(before);
      await life.promise;
    } finally {
      current = undefined;
      await life.end();
    }
  }

  async function keepConnected(): Promise<void> {
    while (!stop.signal.aborted) {
      const started = performance.now();
      await connectOnce().catch(onError);
      if (performance.now() - started > GOOD_MS) backOff.reset();
      await backOff.wait(stop.signal);
    }
  }

  return {
    listen(name) {
      loop ??= keepConnected();
      if (current !== undefined) listenTo(current, [name]).catch(onError);
    },
    async unlisten(name) {
      // A connection that is lost has forgotten the channel by itself.
      await current?.(`UNLISTEN ${name}`).catch(() => {});
    },
    async close() {
      stop.abort(closedError());
      await loop;
    },
  };
}
