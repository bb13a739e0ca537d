import type { QueueOptions } from '../storage/queue/queue.js';

/** The queue of executions; the groups of its jobs are tenants. */
export const EXECUTIONS_QUEUE = 'executions';

/** How often the queue itself gives a job again: how often an execution is tried is decided by the execution. */
export const JOB_RETRIES = 10_000;

export interface ExecutionsQueueSettings {
  readonly attemptTimeoutMs: number;
  readonly heartbeatSeconds: number;
}

/** An attempt ends by its own time-out, long before the queue would take its job away. */
export function executionsQueue({ attemptTimeoutMs, heartbeatSeconds }: ExecutionsQueueSettings): QueueOptions {
  const expireSeconds = Math.ceil(attemptTimeoutMs / 1_000) + 4 * heartbeatSeconds;
  return { name: EXECUTIONS_QUEUE, expireSeconds, heartbeatSeconds, retryLimit: JOB_RETRIES };
}
