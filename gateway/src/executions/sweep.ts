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

/** How much one sweep does; the next one does the rest. */
const BATCH = 200;

/** Ends what is past its deadline, wherever it stands, and removes what was kept long enough. Any number may sweep at once. */
export async function sweepExecutions(options: SweepOptions): Promise<void> {
  const { store } = options;
  const refused: SqlError[] = [];
  const late = tables
    .selectFrom('sluice.executions')
    .select('id')
    .where('finished_at', 'is', null)
    .where('deadline', '<', sql<Date>`now()`)
    .limit(BATCH);
  for (const { id } of await store.query(late)) {
    await expire(options, id).catch((error: unknown) => {
      // What the database refuses of one says nothing of the others.
      if (!(error instanceof SqlError)) throw error;
      refused.push(error);
    });
  }
  const old = tables
    .selectFrom('sluice.executions')
    .select('id')
    .where('finished_at', 'is not', null)
    .where('keep_until', '<', sql<Date>`now()`)
    .limit(BATCH);
  await store.query(tables.deleteFrom('sluice.executions').where('id', 'in', old));
  if (refused[0]) throw refused[0];
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
