import { randomUUID } from 'node:crypto';

import { ServiceError } from '@sluice/schema';

import { createBackOff } from '../storage/back-off.js';
import type { Queue } from '../storage/queue/queue.js';
import type { Store, Transaction } from '../storage/store/store.js';
import type { Announcer } from './announce.js';
import type { Claimed } from './claim.js';
import { EXECUTIONS_QUEUE, JOB_RETRIES } from './executions-queue.js';
import type { ExecutionFailure } from './life-cycle.js';
import type { Sealer } from './sealing/sealer.js';
import { placeOf, type StoredExecution } from './stored-execution.js';
import { lockExecution, type Spent, takeStep } from './take-step.js';

/** What came of an attempt. */
export type AttemptOutcome =
  | { readonly kind: 'succeeded'; readonly result: unknown; readonly spent: Spent }
  | {
      readonly kind: 'failed';
      readonly failure: ExecutionFailure;
      /** Whether another attempt may do better. */
      readonly mayRetry: boolean;
      readonly retryAfterMs: number;
      readonly spent: Spent;
    }
  /** The deadline of the execution has passed. */
  | { readonly kind: 'expired'; readonly spent: Spent }
  /** The worker stops: another one is to go on, and the attempt does not count. */
  | { readonly kind: 'released' }
  /** The execution is not this attempt's any more, and nothing may be written. */
  | { readonly kind: 'lost' };

export interface FinishOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sealer: Sealer;
  readonly announce: Announcer;
  /** How long the store may be away, in milliseconds: afterwards the attempt counts as lost. */
  readonly graceMs: number;
  /** The pause before the second attempt, in milliseconds; each later one is twice as long. */
  readonly retryDelayMs: number;
  /** Between 0 and 1. @default Math.random */
  readonly random?: () => number;
}

const LONGEST_DELAY_MS = 300_000;

/**
 * Writes what came of an attempt in one transaction: result, last event, line in the ledger, and the end of the job. Sent
 * again while the store is away; a transaction whose answer was lost is recognized by what it left.
 */
export async function finishAttempt(options: FinishOptions, claimed: Claimed, outcome: AttemptOutcome): Promise<void> {
  const patience = AbortSignal.timeout(options.graceMs);
  const backOff = createBackOff({ firstMs: 100, longestMs: 2_000 });
  for (;;) {
    try {
      const taken = await options.store.transaction((transaction) => finish(transaction, options, claimed, outcome));
      if (taken) options.announce.changed(taken);
      return;
    } catch (error) {
      const isAway = error instanceof ServiceError && ['SERVICE_UNAVAILABLE', 'OVERLOADED'].includes(error.code);
      if (!isAway || patience.aborted) throw error;
      await backOff.wait(patience);
    }
  }
}

async function finish(
  transaction: Transaction,
  options: FinishOptions,
  { job, execution }: Claimed,
  outcome: AttemptOutcome,
): Promise<StoredExecution | null> {
  const locked = await lockExecution(transaction, execution.id);
  const isOurs = locked?.status === 'RUNNING' && locked.attempt === execution.attempt;
  const taken = isOurs && outcome.kind !== 'lost' ? await step(transaction, options, locked, outcome) : null;
  // Where the queue has given it to another already, that one finds out that there is nothing left to do.
  if (taken || !isOurs) await options.queue.complete(job, { transaction });
  return taken;
}

async function step(
  transaction: Transaction,
  options: FinishOptions,
  execution: StoredExecution,
  outcome: Exclude<AttemptOutcome, { kind: 'lost' }>,
): Promise<StoredExecution | null> {
  const { sealer } = options;
  const { id, attempt } = execution;
  switch (outcome.kind) {
    case 'succeeded': {
      const result = sealer.seal(JSON.stringify(outcome.result), placeOf(id, 'result'));
      const events = [{ type: 'ExecutionSucceeded', attempt } as const];
      return takeStep(transaction, sealer, execution, {
        step: 'succeed',
        events,
        changes: { result },
        spent: outcome.spent,
      });
    }
    case 'expired': {
      const events = [{ type: 'ExecutionExpired' } as const];
      return takeStep(transaction, sealer, execution, { step: 'expire', events, spent: outcome.spent });
    }
    case 'released':
      return wait(transaction, options, execution, { failures: execution.failures, at: new Date(), error: STOPPED });
    case 'failed':
      return fail(transaction, options, execution, outcome);
  }
}

const STOPPED: ExecutionFailure = { code: 'SHUTTING_DOWN', message: 'The worker is being stopped; another goes on.' };

async function fail(
  transaction: Transaction,
  options: FinishOptions,
  execution: StoredExecution,
  { failure, mayRetry, retryAfterMs, spent }: Extract<AttemptOutcome, { kind: 'failed' }>,
): Promise<StoredExecution | null> {
  const { sealer } = options;
  const failures = execution.failures + 1;
  const delayMs = Math.max(retryAfterMs, delayAfter(failures, options));
  const at = new Date(Date.now() + delayMs);
  const inTime = execution.deadline === null || at < execution.deadline;
  if (mayRetry && failures < execution.maxAttempts && inTime) {
    return wait(transaction, options, execution, { failures, at, error: failure });
  }
  const { attempt } = execution;
  const events = [
    { type: 'AttemptFailed', attempt, error: failure, retryAt: null } as const,
    { type: 'ExecutionFailed', error: failure } as const,
  ];
  return takeStep(transaction, sealer, execution, {
    step: 'fail',
    events,
    changes: { failures, error: failure },
    spent,
  });
}

function delayAfter(failures: number, { retryDelayMs, random = Math.random }: FinishOptions): number {
  const delayMs = Math.min(retryDelayMs * 2 ** (failures - 1), LONGEST_DELAY_MS);
  return Math.round(delayMs * (0.5 + random() / 2));
}

/** The next attempt is a job of its own: only so it can wait for a time of its own. */
async function wait(
  transaction: Transaction,
  { queue, sealer }: FinishOptions,
  execution: StoredExecution,
  { failures, at, error }: { readonly failures: number; readonly at: Date; readonly error: ExecutionFailure },
): Promise<StoredExecution | null> {
  const { id, tenant, priority, attempt } = execution;
  const jobId = randomUUID();
  const events = [{ type: 'AttemptFailed', attempt, error, retryAt: at.toISOString() } as const];
  const changes = { failures, job_id: jobId, start_after: at };
  const taken = await takeStep(transaction, sealer, execution, { step: 'wait', events, changes });
  const job = { queue: EXECUTIONS_QUEUE, id: jobId, group: tenant, priority, retryLimit: JOB_RETRIES };
  if (taken) await queue.send({ ...job, data: { execution: id }, startAfter: at }, { transaction });
  return taken;
}
