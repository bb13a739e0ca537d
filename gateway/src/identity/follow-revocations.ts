import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

import type { Bus } from '../storage/bus/bus.js';
import type { Store, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Revocation, Revocations } from './revocations.js';

/** The revocations of all processes. */
export interface StoredRevocations {
  /**
   * Revokes a credential before its end: here at once, everywhere within a second.
   *
   * @param record writes down who did it, in the same transaction
   * @throws what the store throws
   */
  revoke(revocation: Required<Revocation>, record?: (transaction: Transaction) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface FollowRevocationsOptions {
  readonly store: Store;
  readonly bus: Bus;
  /** Told of every revocation, of some more than once. */
  readonly revocations: Revocations;
  /** How often the store is asked, in milliseconds. @default 400 */
  readonly pollMs?: number;
  /** Told of what fails in the background and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** The topic on which processes tell each other what they have revoked. */
const TOPIC = 'identity.revocations';
/** How long a statement may take, in milliseconds. */
const ASK_MS = 2_000;
/** Rows are committed in another order than they are written in: the last ones are read again. */
const OVERLAP_MS = 10_000;
/** How often rows whose credentials have ended are removed, in milliseconds. */
const SWEEP_MS = 3_600_000;

const message = z.object({ id: z.string().max(64), until: z.number() });

/**
 * Follows revocations on two ways: the bus tells at once, but may lose one; so the store is asked as well. On the
 * embedded store there is no other process, so what stands in it is read once.
 *
 * @throws what the store does when it cannot be asked at the start
 */
export async function followRevocations(options: FollowRevocationsOptions): Promise<StoredRevocations> {
  const { store, bus, revocations, pollMs = 400, onError = () => {} } = options;
  const stop = new AbortController();
  const unsubscribe = await bus.subscribe(TOPIC, {
    onMessage(told) {
      const parsed = message.safeParse(told);
      if (parsed.success) revocations.tell(parsed.data);
    },
  });
  const read = createReader(options, stop.signal);

  async function keep(work: () => Promise<unknown>, everyMs: number): Promise<void> {
    while (!stop.signal.aborted) {
      await pause(everyMs, undefined, { signal: stop.signal, ref: false }).catch(() => {});
      if (!stop.signal.aborted) await work().catch((error: unknown) => !stop.signal.aborted && onError(error));
    }
  }

  const sweep = () =>
    store.query(tables.deleteFrom('sluice.revoked_credentials').where('ends_at', '<', new Date()), {
      signal: stop.signal,
    });

  await read();
  const background = [keep(sweep, SWEEP_MS), ...(store.kind === 'postgres' ? [keep(read, pollMs)] : [])];
  return {
    async revoke({ id, until }, record = async () => {}) {
      const row = { id, ends_at: new Date(until) };
      const statement = tables.insertInto('sluice.revoked_credentials').values(row);
      await store.transaction(async (transaction) => {
        await transaction.query(statement.onConflict((conflict) => conflict.column('id').doNothing()));
        await record(transaction);
      });
      revocations.tell({ id, until });
      await bus.publish(TOPIC, { id, until }).catch(onError);
    },
    async close() {
      stop.abort();
      await Promise.all(background);
      await unsubscribe();
    },
  };
}

/** Tells what has come since the last time. */
function createReader({ store, revocations }: FollowRevocationsOptions, signal: AbortSignal): () => Promise<void> {
  let readUntil = new Date(0);
  return async () => {
    const columns = tables.selectFrom('sluice.revoked_credentials').select(['id', 'revoked_at', 'ends_at']);
    const fresh = columns
      .where('revoked_at', '>', new Date(readUntil.getTime() - OVERLAP_MS))
      .where('ends_at', '>', new Date())
      .orderBy('revoked_at');
    const rows = await store.query(fresh, { signal, timeoutMs: ASK_MS });
    for (const { id, ends_at } of rows) {
      if (!revocations.isRevoked(id)) revocations.tell({ id, until: ends_at.getTime() });
    }
    readUntil = rows.at(-1)?.revoked_at ?? readUntil;
  };
}
