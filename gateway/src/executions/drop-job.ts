import type { Queue } from '../storage/queue/queue.js';
import { EXECUTIONS_QUEUE } from './executions-queue.js';
import type { StoredExecution } from './stored-execution.js';

/** How long the queue is waited for, in milliseconds. */
const DROP_MS = 5_000;

/**
 * Takes the job of an execution that has ended from the queue, after the commit and never within it: a claim holds the
 * job and waits for the execution, and two who hold one and wait for the other would wait for ever. Never rejects: who
 * claims a job whose execution has ended settles it.
 */
export async function dropJob(queue: Queue, { jobId }: Pick<StoredExecution, 'jobId'>): Promise<void> {
  await queue.cancel(EXECUTIONS_QUEUE, jobId, { timeoutMs: DROP_MS }).catch(() => false);
}
