import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

import type { Bus } from '../../storage/bus/bus.js';
import type { Store } from '../../storage/store/store.js';
import { createChangeReader } from './read-changes.js';

/** A key that is not what it was. */
export interface KeyChange {
  readonly id: string;
  /** Whether it is good no more: revoked, or at its end. */
  readonly ended: boolean;
}

/** Knows which keys have changed, whoever changed them. */
export interface KeyChanges {
  /** When the store was asked last with success, on the clock of `performance.now()`. */
  heardAt(): number;
  /** Tells this process at once, and then the others: after the transaction is committed. */
  announce(changes: readonly KeyChange[]): Promise<void>;
  close(): Promise<void>;
}

export interface KeyChangesOptions {
  readonly store: Store;
  readonly bus: Bus;
  /** Told of each key that was created, rotated or revoked, or has expired; of some more than once. */
  readonly onChange: (change: KeyChange) => void;
  /**
   * How often the store is asked, in milliseconds.
   * @default 400
   */
  readonly pollMs?: number;
  /** Told of what fails in the background and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** The topic on which processes tell each other which keys have changed. */
const TOPIC = 'identity.api-keys';

const message = z.array(z.object({ id: z.string().max(64), ended: z.boolean() })).max(1_000);

/**
 * Follows the changes of keys on two ways. The bus tells at once, but is a hint and may lose one. So the store is asked
 * for the changes after the last one that was seen: one look into an index, several times a second. Either way alone
 * makes a revocation known within a second; the second one also tells that the store still answers.
 *
 * @throws what the store does when it cannot be asked at the start
 */
export async function followKeyChanges(options: KeyChangesOptions): Promise<KeyChanges> {
  const { store, bus, onChange, pollMs = 400, onError = () => {} } = options;
  const stop = new AbortController();
  const unsubscribe = await bus.subscribe(TOPIC, { onMessage: (told) => readMessage(told).forEach(onChange) });
  let heardAt = performance.now();
  const changes = await createChangeReader(store);

  async function readOn(): Promise<void> {
    const askedAt = performance.now();
    await changes.read(onChange, stop.signal);
    heardAt = askedAt;
  }

  async function keepReading(): Promise<void> {
    while (!stop.signal.aborted) {
      await readOn().catch((error: unknown) => !stop.signal.aborted && onError(error));
      await pause(pollMs, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
  }
  const reading = keepReading();

  return {
    heardAt: () => heardAt,
    async announce(changed) {
      changed.forEach(onChange);
      await announceKeyChanges(bus, changed).catch(onError);
    },
    async close() {
      stop.abort();
      await reading;
      await unsubscribe();
    },
  };
}

/** Tells the processes that listen; what they are not told, they find in the store. */
export async function announceKeyChanges(bus: Pick<Bus, 'publish'>, changes: readonly KeyChange[]): Promise<void> {
  await bus.publish(TOPIC, changes);
}

function readMessage(told: unknown): readonly KeyChange[] {
  const parsed = message.safeParse(told);
  return parsed.success ? parsed.data : [];
}
