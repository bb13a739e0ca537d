import { sql } from 'kysely';

import type { ClaimedJob, Queue } from '../storage/queue/queue.js';
import type { Store, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Announcer } from './announce.js';
import type { ExecutionEvent } from './execution-event.js';
import { EXECUTIONS_QUEUE } from './executions-queue.js';
import { type ExecutionFailure, isTerminal } from './life-cycle.js';
import { refusalOf } from './recheck-principal.js';
import type { Sealer } from './sealing/sealer.js';
import type { StoredExecution } from './stored-execution.js';
import { spentUnseen } from './spent.js';
import { lockExecution, takeStep } from './take-step.js';

/** An attempt that this worker makes. */
export interface Claimed {
  readonly job: ClaimedJob;
  /** As it stands since the attempt began: its `attempt` fences every write. */
  readonly execution: StoredExecution;
}

/** What came of looking for work: an attempt, or a job that there was nothing to do for, or no job. */
export type Claim = { readonly kind: 'claimed'; readonly claimed: Claimed } | { readonly kind: 'settled' | 'none' };

export interface ClaimOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sealer: Sealer;
  readonly announce: Announcer;
  /** The most attempts of a tenant at once, over all workers. */
  readonly maxRunningPerTenant: number;
}

/** All claims take turns on this lock, so that no two of them count the same free place. */
const CLAIM_LOCK = 0x51c_e0e0;

/**
 * Takes the next job that is due and whose tenant has a free place, and begins its attempt, in one transaction.
 *
 * @param signal ends the looking, and never the COMMIT: whether an attempt that was begun is ours must be known, or nobody
 *   would give it back
 */
export async function claimNext(options: ClaimOptions, signal: AbortSignal): Promise<Claim> {
  const { store, queue, maxRunningPerTenant } = options;
  const { claim, changed } = await store.transaction(async (transaction): Promise<Begun> => {
    await transaction.query(sql`SELECT pg_advisory_xact_lock(${CLAIM_LOCK})`.compile(tables), { signal });
    const active = await queue.activeByGroup(EXECUTIONS_QUEUE, { transaction, signal });
    const full = [...active].filter(([, count]) => count >= maxRunningPerTenant).map(([tenant]) => tenant);
    const [job] = await queue.fetch(EXECUTIONS_QUEUE, { transaction, signal, exceptGroups: full });
    return job ? begin(transaction, options, job) : { claim: { kind: 'none' }, changed: null };
  });
  if (changed) options.announce.changed(changed);
  return claim;
}

interface Begun {
  readonly claim: Claim;
  readonly changed: StoredExecution | null;
}

async function begin(transaction: Transaction, { queue, sealer }: ClaimOptions, job: ClaimedJob): Promise<Begun> {
  const { execution: id } = job.data as { readonly execution: string };
  const settle = async (changed: StoredExecution | null): Promise<Begun> => {
    await queue.complete(job, { transaction });
    return { claim: { kind: 'settled' }, changed };
  };
  const locked = await lockExecution(transaction, id);
  if (!locked || locked.jobId !== job.id || isTerminal(locked.status)) return settle(null);
  const spent = spentUnseen(locked);
  if (locked.deadline && locked.deadline.getTime() <= Date.now()) {
    const events = [...lostEvents(locked, null), { type: 'ExecutionExpired' } as const];
    return settle(await takeStep(transaction, sealer, locked, { step: 'expire', events, spent }));
  }
  const failures = locked.failures + (locked.status === 'RUNNING' ? 1 : 0);
  const failure =
    failures >= locked.maxAttempts && locked.status === 'RUNNING'
      ? LOST
      : await refusalOf(transaction, locked.principal);
  if (failure) {
    const events = [...lostEvents(locked, null), { type: 'ExecutionFailed', error: failure } as const];
    const changes = { failures, error: failure };
    return settle(await takeStep(transaction, sealer, locked, { step: 'fail', events, changes, spent }));
  }
  const attempt = locked.attempt + 1;
  const first: ExecutionEvent[] = locked.startedAt ? [] : [{ type: 'ExecutionStarted' }];
  const events = [...lostEvents(locked, new Date()), ...first, { type: 'AttemptStarted', attempt } as const];
  const changes = { attempt, failures, start_after: null };
  const execution = await takeStep(transaction, sealer, locked, { step: 'start', events, changes, spent });
  return execution ? { claim: { kind: 'claimed', claimed: { job, execution } }, changed: execution } : settle(null);
}

/** What is told of an attempt whose worker was not heard of any more. */
const LOST: ExecutionFailure = {
  code: 'SERVICE_UNAVAILABLE',
  message: 'The worker was lost in the middle of the attempt.',
  outcomeUnknown: true,
};

function lostEvents({ status, attempt }: StoredExecution, retryAt: Date | null): ExecutionEvent[] {
  if (status !== 'RUNNING') return [];
  return [{ type: 'AttemptFailed', attempt, error: LOST, retryAt: retryAt && retryAt.toISOString() }];
}
