import { randomUUID } from 'node:crypto';

import type { Queue } from '../storage/queue/queue.js';
import type { Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { EXECUTIONS_QUEUE } from './executions-queue.js';
import { isTerminal } from './life-cycle.js';
import { sendJob } from './send-job.js';
import { lockExecution } from './take-step.js';

export interface RestoreOptions {
  readonly store: Store;
  readonly queue: Queue;
}

/** How many executions are looked at in one statement. */
const PAGE = 1_000;

/**
 * Gives a job to every execution that has not ended and has none any more, such as after a hand in the queue's tables:
 * nobody would ever come to it. Any number may do so at once.
 *
 * @returns how many were given one
 */
export async function restoreJobs({ store, queue }: RestoreOptions): Promise<number> {
  let restored = 0;
  let last: number | undefined = 0;
  while (last !== undefined) {
    const statement = tables
      .selectFrom('sluice.executions')
      .select(['id', 'number', 'job_id'])
      .where('finished_at', 'is', null)
      .where('number', '>', last)
      .orderBy('number')
      .limit(PAGE);
    const rows: { id: string; number: number; job_id: string }[] = await store.query(statement);
    const open = await queue.openAmong(
      EXECUTIONS_QUEUE,
      rows.map(({ job_id }) => job_id),
    );
    for (const { id, job_id } of rows) if (!open.has(job_id) && (await restore({ store, queue }, id))) restored += 1;
    last = rows.length < PAGE ? undefined : rows.at(-1)?.number;
  }
  return restored;
}

/** Looks again, under the lock that whoever gives it another job must have. */
async function restore({ store, queue }: RestoreOptions, id: string): Promise<boolean> {
  return store.transaction(async (transaction) => {
    const locked = await lockExecution(transaction, id);
    if (!locked || isTerminal(locked.status)) return false;
    const open = await queue.openAmong(EXECUTIONS_QUEUE, [locked.jobId], { transaction });
    if (open.has(locked.jobId)) return false;
    const jobId = randomUUID();
    await transaction.query(tables.updateTable('sluice.executions').set({ job_id: jobId }).where('id', '=', id));
    await sendJob(queue, { ...locked, jobId }, transaction);
    return true;
  });
}
