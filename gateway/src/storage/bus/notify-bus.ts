import { sql } from 'kysely';

import { startDeadline } from '../deadline.js';
import { createTurns } from '../turns.js';
import { closedError } from '../store/storage-error.js';
import type { Statement, Store, Unlisten } from '../store/store.js';
import { tables } from '../store/tables.js';
import { type Bus, BUS_TIMEOUT_MS } from './bus.js';
import { encodeMessage } from './bus-message.js';
import { createHandOver } from './hand-over.js';
import { createChunkReader, toChunks } from './notify-chunks.js';
import { createTopics, type Topics } from './topics.js';

export interface NotifyBusOptions {
  readonly store: Store;
  /**
   * Messages that may wait for the database.
   * @default 1_000
   */
  readonly maxWaiting?: number;
  readonly onError?: (error: unknown) => void;
}

/** All topics go by one channel: whoever listens is woken by each NOTIFY of the database anyway. */
const CHANNEL = 'sluice_bus';

/** The bus by PostgreSQL's NOTIFY. */
export function createNotifyBus({ store, maxWaiting = 1_000, onError = () => {} }: NotifyBusOptions): Bus {
  const topics = createTopics(onError);
  const subscription = createSharedSubscription(store, topics);
  const handOver = createHandOver(maxWaiting);
  /** In the order of the calls, though the store has many connections. */
  const turns = createTurns();
  let closed = false;

  return {
    kind: 'notify',
    publish: (topic, message, options) =>
      handOver.run(options, (deadline) => {
        const chunks = toChunks(topic, encodeMessage(topic, message));
        return turns(() => store.query(notifyAll(chunks), { signal: deadline.signal }));
      }),
    async subscribe(topic, subscriber, { signal, timeoutMs = BUS_TIMEOUT_MS } = {}) {
      if (closed) throw closedError();
      const { remove } = topics.add(topic, subscriber);
      try {
        using deadline = startDeadline('A subscription', timeoutMs, signal);
        await deadline.race(subscription.open());
      } catch (error) {
        remove();
        throw error;
      }
      return async () => void remove();
    },
    async close() {
      closed = true;
      handOver.close();
      topics.clear();
      await turns(async () => {});
      await subscription.close();
    },
  };
}

/** One statement, which is one transaction: the chunks come together or not at all. */
function notifyAll(chunks: readonly string[]): Statement {
  return sql`SELECT pg_notify(${CHANNEL}, chunk)
    FROM unnest(${chunks}::text[]) WITH ORDINALITY AS chunks (chunk, number) ORDER BY number`.compile(tables);
}

/** The one LISTEN of all topics, from the first subscription on. */
function createSharedSubscription(store: Store, topics: Topics) {
  let listening: Promise<Unlisten> | undefined;
  const { read } = createChunkReader();
  const onMessage = (payload: string) => {
    const whole = read(payload);
    if (whole !== null) topics.tell(whole.topic, whole.message);
  };
  return {
    open(): Promise<unknown> {
      listening ??= store.listen(CHANNEL, { onMessage, onGap: topics.tellGap }).catch((error: unknown) => {
        listening = undefined;
        throw error;
      });
      return listening;
    },
    async close(): Promise<void> {
      await (
        await listening?.catch(() => undefined)
      )?.();
    },
  };
}
