import { randomUUID } from 'node:crypto';

import type { Queue } from '../storage/queue/queue.js';
import type { CallOptions, Store, Transaction } from '../storage/store/store.js';
import type { Announcer } from './announce.js';
import type { Claimed } from './claim.js';
import type { ExecutionFailure } from './life-cycle.js';
import { type FailedAttempt, type NextAttempt, nextAttempt, type RetryOptions } from './next-attempt.js';
import { outlastOutage } from './outlast-outage.js';
import type { Sealer } from './sealing/sealer.js';
import { sendJob } from './send-job.js';
import { placeOf, type StoredExecution } from './stored-execution.js';
import { addSpent, type Spent } from './spent.js';
import { lockExecution, takeStep } from './take-step.js';

/** What came of an attempt. */
export type AttemptOutcome =
  | { readonly kind: 'succeeded'; readonly result: unknown; readonly spent: Spent }
  | ({
      readonly kind: 'failed';
      readonly failure: ExecutionFailure;
      readonly spent: Spent;
    } & FailedAttempt)
  /** The deadline of the execution has passed. */
  | { readonly kind: 'expired'; readonly spent: Spent }
  /** The worker stops: another one is to go on, and the attempt does not count. */
  | { readonly kind: 'released'; readonly spent: Spent }
  /** The execution is not this attempt's any more, and nothing may be written. */
  | { readonly kind: 'lost'; readonly spent: Spent };

export interface FinishOptions extends RetryOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sealer: Sealer;
  readonly announce: Announcer;
  /** How long the store may be away, in milliseconds: afterwards the attempt counts as lost. */
  readonly graceMs: number;
}

/**
 * Writes what came of an attempt in one transaction: result, last event, line in the ledger, and the end of the job. Sent
 * again while the store is away; a transaction whose answer was lost is recognized by what it left.
 */
export async function finishAttempt(options: FinishOptions, claimed: Claimed, outcome: AttemptOutcome): Promise<void> {
  const { store, announce, graceMs } = options;
  const write = (bounds: CallOptions) =>
    store.transaction((transaction) => finish(transaction, options, claimed, outcome), bounds);
  const taken = await outlastOutage(write, { graceMs });
  if (taken) announce.changed(taken);
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
  if (!taken) await addSpent(transaction, execution, outcome.spent, outcome.kind !== 'lost');
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
      return wait(transaction, options, execution, {
        next: { at: new Date(), failures: execution.failures, unsentSince: execution.unsentSince },
        error: STOPPED,
        spent: outcome.spent,
      });
    case 'failed':
      return fail(transaction, options, execution, outcome);
  }
}

const STOPPED: ExecutionFailure = { code: 'SHUTTING_DOWN', message: 'The worker is being stopped; another goes on.' };

async function fail(
  transaction: Transaction,
  options: FinishOptions,
  execution: StoredExecution,
  outcome: Extract<AttemptOutcome, { kind: 'failed' }>,
): Promise<StoredExecution | null> {
  const { sealer } = options;
  const { failure, spent } = outcome;
  const next = nextAttempt(execution, outcome, options);
  if (next) return wait(transaction, options, execution, { next, error: failure, spent });
  const { attempt } = execution;
  const events = [
    { type: 'AttemptFailed', attempt, error: failure, retryAt: null } as const,
    { type: 'ExecutionFailed', error: failure } as const,
  ];
  return takeStep(transaction, sealer, execution, {
    step: 'fail',
    events,
    changes: { failures: execution.failures + 1, error: failure },
    spent,
  });
}

interface Waiting {
  readonly next: NextAttempt;
  readonly error: ExecutionFailure;
  readonly spent: Spent;
}

/** The next attempt is a job of its own: only so it can wait for a time of its own. */
async function wait(
  transaction: Transaction,
  { queue, sealer }: FinishOptions,
  execution: StoredExecution,
  { next: { at, failures, unsentSince }, error, spent }: Waiting,
): Promise<StoredExecution | null> {
  const { attempt } = execution;
  const jobId = randomUUID();
  const events = [{ type: 'AttemptFailed', attempt, error, retryAt: at.toISOString() } as const];
  const changes = { failures, unsent_since: unsentSince, job_id: jobId, start_after: at };
  const taken = await takeStep(transaction, sealer, execution, { step: 'wait', events, changes, spent });
  if (taken) await sendJob(queue, taken, transaction);
  return taken;
}
