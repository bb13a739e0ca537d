import type { Selectable } from 'kysely';

import { holdsPermission, type Principal } from '../identity/principal.js';
import type { ExecutionsTable } from '../storage/store/tables.js';
import { type ExecutionFailure, type LifeCycle, lifeCycleOf } from './life-cycle.js';
import type { Sealer } from './sealing/sealer.js';

/** The row of an execution. */
export type ExecutionRow = Selectable<ExecutionsTable>;

/** An execution as it stands; what is sealed is opened only where it is asked for. */
export type StoredExecution = StoredParts & LifeCycle;

interface StoredParts {
  readonly id: string;
  readonly number: number;
  readonly tenant: string;
  readonly submittedBy: string;
  readonly kind: string;
  readonly priority: number;
  readonly attempt: number;
  readonly failures: number;
  /** Since when no service has taken it; null where one did, or none was asked. */
  readonly unsentSince: Date | null;
  readonly maxAttempts: number;
  readonly lastEvent: number;
  readonly jobId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
  readonly requestHash: Uint8Array;
  readonly retryOf: string | null;
  readonly createdAt: Date;
  readonly startAfter: Date | null;
  readonly deadline: Date | null;
  readonly keepUntil: Date | null;
  readonly keepSeconds: number;
  readonly erasedAt: Date | null;
  /** Who submitted it, as they were then. */
  readonly principal: Principal;
  readonly sealed: {
    readonly context: Uint8Array | null;
    readonly result: Uint8Array | null;
    readonly metadata: Uint8Array | null;
  };
}

export function toStoredExecution(row: ExecutionRow): StoredExecution {
  const error = row.error as ExecutionFailure | null;
  const { status, started_at: startedAt, finished_at: finishedAt } = row;
  return {
    ...lifeCycleOf({ status, startedAt, finishedAt, error }),
    id: row.id,
    number: row.number,
    tenant: row.tenant,
    submittedBy: row.submitted_by,
    kind: row.kind,
    priority: row.priority,
    attempt: row.attempt,
    failures: row.failures,
    unsentSince: row.unsent_since,
    maxAttempts: row.max_attempts,
    lastEvent: row.last_event,
    jobId: row.job_id,
    labels: row.labels,
    idempotencyKey: row.idempotency_key,
    requestHash: row.request_hash,
    retryOf: row.retry_of,
    createdAt: row.created_at,
    startAfter: row.start_after,
    deadline: row.deadline,
    keepUntil: row.keep_until,
    keepSeconds: row.keep_seconds,
    erasedAt: row.erased_at,
    principal: row.principal as unknown as Principal,
    sealed: { context: row.context, result: row.result, metadata: row.metadata },
  };
}

/** What belongs to an execution and is sealed: each has a place of its own. */
export const placeOf = (id: string, part: 'context' | 'result' | 'metadata' | 'event' | 'call') => `${id}/${part}`;

/** Whether a caller may see an execution: it is theirs, or they may see those of their tenant. */
export function mayRead(principal: Principal, { tenant, submittedBy }: StoredExecution): boolean {
  if (tenant !== principal.tenant) return false;
  return submittedBy === principal.id || holdsPermission(principal, 'executions:read');
}

/** Whether a caller may end or repeat it. */
export function mayManage(principal: Principal, { tenant, submittedBy }: StoredExecution): boolean {
  if (tenant !== principal.tenant) return false;
  return submittedBy === principal.id || holdsPermission(principal, 'executions:manage');
}

/** What is sealed of an execution. */
export type SealedPart = keyof StoredExecution['sealed'];

/** What is sealed; null where there is none, or none any more. */
export function openPart(sealer: Sealer, { id, sealed }: StoredExecution, part: SealedPart): unknown {
  const bytes = sealed[part];
  return bytes ? (JSON.parse(sealer.open(bytes, placeOf(id, part))) as unknown) : null;
}
