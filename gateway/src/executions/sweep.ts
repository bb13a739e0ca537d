import { sql } from 'kysely';

import type { Queue } from '../storage/queue/queue.js';
import { SqlError } from '../storage/store/storage-error.js';
import type { Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Announcer } from './announce.js';
import { dropJob } from './drop-job.js';
import type { Sealer } from './sealing/sealer.js';
import { spentUnseen } from './spent.js';
import { lockExecution, takeStep } from './take-step.js';

export interface SweepOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sealer: Sealer;
  readonly announce: Announcer;
}

/** How many one statement finds. */
const BATCH = 200;
/** How long one sweep goes on, in milliseconds; the next one does the rest. */
const SWEEP_MS = 4_000;

/** Ends what is past its deadline, wherever it stands, and removes what was kept long enough. Any number may sweep at once. */
export async function sweepExecutions(options: SweepOptions): Promise<void> {
  const until = performance.now() + SWEEP_MS;
  const refused = await expireLate(options, until);
  await removeOld(options.store, until);
  if (refused) throw refused;
}

/** @returns what the database refused of one of them, which says nothing of the others */
async function expireLate(options: SweepOptions, until: number): Promise<SqlError | null> {
  let refused: SqlError | null = null;
  const late = tables
    .selectFrom('sluice.executions')
    .select('id')
    .where('finished_at', 'is', null)
    .where('deadline', '<', sql<Date>`now()`)
    .limit(BATCH);
  do {
    // Batch by batch: each finds what the one before has left.
    // oxlint-disable-next-line no-await-in-loop
    const found = await options.store.query(late);
    for (const { id } of found) {
      await expire(options, id).catch((error: unknown) => {
        if (!(error instanceof SqlError)) throw error;
        refused = error;
      });
    }
    if (found.length < BATCH) return refused;
    // One that is refused is found again: the next sweep tries it again.
  } while (refused === null && performance.now() < until);
  return refused;
}

async function removeOld(store: Store, until: number): Promise<void> {
  const old = tables
    .selectFrom('sluice.executions')
    .select('id')
    .where('finished_at', 'is not', null)
    .where('keep_until', '<', sql<Date>`now()`)
    .limit(BATCH)
    // Each worker removes others.
    .forUpdate()
    .skipLocked();
  const remove = tables.deleteFrom('sluice.executions').where('id', 'in', old).returning('id');
  do {
    // oxlint-disable-next-line no-await-in-loop
    const removed = await store.query(remove);
    if (removed.length < BATCH) return;
  } while (performance.now() < until);
}

async function expire({ store, queue, sealer, announce }: SweepOptions, id: string): Promise<void> {
  const expired = await store.transaction(async (transaction) => {
    const locked = await lockExecution(transaction, id);
    const events = [{ type: 'ExecutionExpired' } as const];
    const taken =
      locked && (await takeStep(transaction, sealer, locked, { step: 'expire', events, spent: spentUnseen(locked) }));
    return taken;
  });
  if (!expired) return;
  announce.stop(id);
  announce.changed(expired);
  await dropJob(queue, expired);
}
