import { createHash, randomUUID } from 'node:crypto';

import { ServiceError } from '@sluice/schema';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';

import { writeAudit } from '../accounts/audit/audit-log.js';
import { canonicalForm } from '../contexts/canonical-form.js';
import type { Principal } from '../identity/principal.js';
import type { Queue } from '../storage/queue/queue.js';
import type { CallOptions, Store, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Announcer } from './announce.js';
import { insertEvents } from './execution-log.js';
import { refuseLate } from './read-options.js';
import type { Sealer } from './sealing/sealer.js';
import { sendJob } from './send-job.js';
import { placeOf, type StoredExecution, toStoredExecution } from './stored-execution.js';

/** What is to be run, checked. */
export interface AcceptRequest {
  readonly kind: string;
  /** Normalized. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | null;
  readonly priority: number;
  readonly startAfter: Date | null;
  readonly deadline: Date | null;
  readonly maxAttempts: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: unknown;
  readonly keepSeconds: number;
  readonly retryOf: string | null;
  /** The options as they were given: times pass and defaults change, and the same request stays the same. */
  readonly asked: Readonly<Record<string, unknown>>;
}

export interface AcceptOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sealer: Sealer;
  readonly announce: Announcer;
  /** The most executions of a tenant that have not ended. */
  readonly maxOpenPerTenant: number;
}

/**
 * Accepts an execution in one transaction: what is answered is there for good, with its first event, its line in the
 * audit log and its job. The same key with the same request gives the same execution, however many ask at once.
 *
 * @throws ServiceError `IDEMPOTENCY_CONFLICT` for a key that was used for something else, `OVERLOADED`
 */
export async function acceptExecution(
  options: AcceptOptions,
  principal: Principal,
  request: AcceptRequest,
  callOptions: CallOptions = {},
): Promise<StoredExecution> {
  const hash = hashRequest(principal, request);
  const { execution, isNew } = await options.store.transaction(async (transaction) => {
    const known = await findByKey(transaction, principal.tenant, request.idempotencyKey);
    if (known) return { execution: sameRequest(known, hash), isNew: false };
    refuseLate(request.deadline);
    await refuseTooMany(transaction, principal.tenant, options.maxOpenPerTenant);
    const inserted = await insert(transaction, options.sealer, { principal, request, hash });
    if (inserted) {
      await follow(transaction, options, inserted, principal);
      return { execution: inserted, isNew: true };
    }
    // Somebody else committed the same key meanwhile.
    const other = await findByKey(transaction, principal.tenant, request.idempotencyKey);
    if (!other) throw new ServiceError('SERVICE_UNAVAILABLE', 'The idempotency key was given up meanwhile.');
    return { execution: sameRequest(other, hash), isNew: false };
  }, callOptions);
  if (isNew) options.announce.changed(execution);
  return execution;
}

async function findByKey(
  transaction: Transaction,
  tenant: string,
  key: string | null,
): Promise<StoredExecution | null> {
  if (key === null) return null;
  const statement = tables
    .selectFrom('sluice.executions')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('idempotency_key', '=', key);
  const [row] = await transaction.query(statement);
  return row ? toStoredExecution(row) : null;
}

function sameRequest(known: StoredExecution, hash: Buffer): StoredExecution {
  if (hash.equals(known.requestHash)) return known;
  throw new ServiceError('IDEMPOTENCY_CONFLICT', 'The idempotency key was used for another request.');
}

async function refuseTooMany(transaction: Transaction, tenant: string, limit: number): Promise<void> {
  const statement = tables
    .selectFrom('sluice.executions')
    .select(sql<number>`count(*)`.as('open'))
    .where('tenant', '=', tenant)
    .where('finished_at', 'is', null);
  const [row] = await transaction.query(statement);
  if ((row?.open ?? 0) < limit) return;
  const details = { limit: { scope: 'tenant', dimension: 'openExecutions', limit }, retryAfterMs: 5_000 } as const;
  throw new ServiceError('OVERLOADED', `The tenant has ${limit} executions that have not ended.`, details);
}

interface Insertion {
  readonly principal: Principal;
  readonly request: AcceptRequest;
  readonly hash: Buffer;
}

/** @returns null where the key is taken */
async function insert(
  transaction: Transaction,
  sealer: Sealer,
  { principal, request, hash }: Insertion,
): Promise<StoredExecution | null> {
  const id = randomUUID();
  const seal = (value: unknown, part: 'context' | 'metadata') => sealer.seal(JSON.stringify(value), placeOf(id, part));
  const statement = tables
    .insertInto('sluice.executions')
    .values({
      id,
      tenant: principal.tenant,
      submitted_by: principal.id,
      principal: JSON.stringify(principal),
      kind: request.kind,
      status: 'QUEUED',
      priority: request.priority,
      max_attempts: request.maxAttempts,
      last_event: 1,
      job_id: id,
      context: seal(request.input, 'context'),
      labels: JSON.stringify(request.labels),
      metadata: request.metadata === null ? null : seal(request.metadata, 'metadata'),
      idempotency_key: request.idempotencyKey,
      request_hash: hash,
      retry_of: request.retryOf,
      start_after: request.startAfter,
      deadline: request.deadline,
      keep_seconds: request.keepSeconds,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'idempotency_key']).where('idempotency_key', 'is not', null).doNothing(),
    )
    .returningAll();
  const [row] = await transaction.query(statement);
  return row ? toStoredExecution(row) : null;
}

async function follow(
  transaction: Transaction,
  { queue, sealer }: AcceptOptions,
  execution: StoredExecution,
  principal: Principal,
): Promise<void> {
  const { id, tenant, kind, startAfter } = execution;
  const queued = { type: 'ExecutionQueued', startAfter: startAfter?.toISOString() ?? null } as const;
  await insertEvents(transaction, sealer, { execution: id, after: 0, events: [queued] });
  const audit = { tenant, actor: principal.id, target: id, details: { kind } };
  await writeAudit(transaction, { ...audit, action: 'execution.accepted' });
  await sendJob(queue, execution, transaction);
}

/** Of all that was asked for and who asks: a key does not give one caller what belongs to another. */
function hashRequest({ id, kind }: Principal, { kind: of, input, retryOf, asked }: AcceptRequest): Buffer {
  const context = canonicalForm(of, input);
  return createHash('sha256')
    .update(canonicalize([kind, id, context, retryOf, JSON.parse(JSON.stringify(asked))]) ?? '')
    .digest();
}
