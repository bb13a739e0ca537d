import { ServiceError } from '@sluice/schema';

import type { Store } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';
import { type StoredKey, toStoredKey } from './stored-key.js';

/** Reads a key from the store by its public part; null when there is none. */
export type LookUpKey = (id: string) => Promise<StoredKey | null>;

export interface LookUpKeysOptions {
  readonly store: Store;
  /**
   * Ids that may wait for their turn; more are refused with `OVERLOADED`.
   * @default 5_000
   */
  readonly maxWaiting?: number;
  /**
   * How long one statement may take, in milliseconds.
   * @default 2_000
   */
  readonly timeoutMs?: number;
}

interface Waiter {
  readonly resolve: (key: StoredKey | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Ids that one statement asks for. */
const BATCH = 500;

/**
 * Looks keys up with one statement at a time, for all who came while the last one ran: whoever makes up ids by the
 * thousand costs the database a few statements a second, and not its connections.
 */
export function createKeyLookUp({ store, maxWaiting = 5_000, timeoutMs = 2_000 }: LookUpKeysOptions): LookUpKey {
  const waiting = new Map<string, Waiter[]>();
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // Whoever comes in the same tick is asked for at once.
    await Promise.resolve();
    while (waiting.size > 0) await ask(takeBatch(waiting));
    running = false;
  }

  async function ask(batch: ReadonlyMap<string, readonly Waiter[]>): Promise<void> {
    try {
      const statement = tables
        .selectFrom('sluice.api_keys')
        .selectAll()
        .where('id', 'in', [...batch.keys()]);
      const rows = await store.query(statement, { timeoutMs });
      const found = new Map(rows.map((row) => [row.id, toStoredKey(row)]));
      for (const [id, waiters] of batch) for (const { resolve } of waiters) resolve(found.get(id) ?? null);
    } catch (cause) {
      const error = unavailable(cause);
      for (const { reject } of [...batch.values()].flat()) reject(error);
    }
  }

  return (id) =>
    new Promise((resolve, reject) => {
      if (waiting.size >= maxWaiting && !waiting.has(id)) return reject(tooMany(maxWaiting));
      waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }]);
      if (!running) void run();
    });
}

function takeBatch(waiting: Map<string, Waiter[]>): Map<string, Waiter[]> {
  const batch = new Map([...waiting].slice(0, BATCH));
  for (const id of batch.keys()) waiting.delete(id);
  return batch;
}

/** Whether the key is good is not known: that is no fault of the caller's. */
export function unavailable(cause?: unknown): ServiceError {
  return new ServiceError('SERVICE_UNAVAILABLE', 'API keys cannot be checked now.', {}, { cause });
}

function tooMany(limit: number): ServiceError {
  const details = { limit: { dimension: 'keys being looked up', limit } };
  return new ServiceError('OVERLOADED', `More than ${limit} API keys wait to be looked up.`, details);
}
