import type { Queue } from '../storage/queue/queue.js';
import type { Transaction } from '../storage/store/store.js';
import { EXECUTIONS_QUEUE, JOB_RETRIES } from './executions-queue.js';
import type { StoredExecution } from './stored-execution.js';

/** Queues the next attempt of an execution, as the job that its row names, in the transaction that writes that. */
export async function sendJob(
  queue: Queue,
  { id, jobId, tenant: group, priority, startAfter }: StoredExecution,
  transaction: Transaction,
): Promise<void> {
  const job = { queue: EXECUTIONS_QUEUE, id: jobId, data: { execution: id }, group, priority, retryLimit: JOB_RETRIES };
  await queue.send({ ...job, ...(startAfter && { startAfter }) }, { transaction });
}
