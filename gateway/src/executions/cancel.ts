import { ServiceError } from '@sluice/schema';

import { writeAudit } from '../accounts/audit/audit-log.js';
import type { Principal } from '../identity/principal.js';
import type { Queue } from '../storage/queue/queue.js';
import type { CallOptions, Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { eraseDeliveries } from '../webhooks/enqueue-deliveries.js';
import type { Announcer } from './announce.js';
import { dropJob } from './drop-job.js';
import { notFound, readExecution } from './find-executions.js';
import { isTerminal } from './life-cycle.js';
import type { Sealer } from './sealing/sealer.js';
import { spentUnseen } from './spent.js';
import { mayManage, mayRead, type StoredExecution } from './stored-execution.js';
import { lockExecution, takeStep } from './take-step.js';

export interface ManageOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sealer: Sealer;
  readonly announce: Announcer;
}

/**
 * Ends an execution for its submitter, or for who manages those of the tenant. Whoever works on it is told, and finds
 * out by the next write in any case. One that has ended stays as it is.
 *
 * @throws ServiceError `NOT_FOUND`, `FORBIDDEN`
 */
export async function cancelExecution(
  { store, queue, sealer, announce }: ManageOptions,
  principal: Principal,
  id: string,
  options: CallOptions = {},
): Promise<StoredExecution> {
  await requireManageable(store, principal, id, options);
  const { execution, isCancelled } = await store.transaction(async (transaction) => {
    const locked = await lockExecution(transaction, id);
    if (!locked) throw notFound();
    const events = [{ type: 'ExecutionCancelled', by: principal.id } as const];
    const taken = await takeStep(transaction, sealer, locked, { step: 'cancel', events, spent: spentUnseen(locked) });
    if (!taken) return { execution: locked, isCancelled: false };
    const { tenant } = locked;
    await writeAudit(transaction, { tenant, actor: principal.id, action: 'execution.cancelled', target: id });
    return { execution: taken, isCancelled: true };
  }, options);
  if (isCancelled) {
    announce.stop(id);
    announce.changed(execution);
    await dropJob(queue, execution);
  }
  return execution;
}

/** @throws ServiceError `NOT_FOUND` for what the caller may not even see, `FORBIDDEN` */
export async function requireManageable(
  store: Store,
  principal: Principal,
  id: string,
  options: CallOptions,
): Promise<StoredExecution> {
  const found = await readExecution(store, id, options);
  if (!found || !mayRead(principal, found)) throw notFound();
  if (mayManage(principal, found)) return found;
  throw new ServiceError('FORBIDDEN', 'Executions of others are managed by those who hold executions:manage.');
}

/**
 * Removes what an execution that has ended worked on: context, result, metadata, the texts of its events, the answers
 * of its calls. That it was, and what it came to, stays.
 *
 * @throws ServiceError `NOT_FOUND`, `FORBIDDEN`, `BAD_USER_INPUT` while it has not ended
 */
export async function eraseExecution(
  { store, announce }: ManageOptions,
  principal: Principal,
  id: string,
  options: CallOptions = {},
): Promise<StoredExecution> {
  await requireManageable(store, principal, id, options);
  const erased = await store.transaction(async (transaction) => {
    const locked = await lockExecution(transaction, id);
    if (!locked) throw notFound();
    if (!isTerminal(locked.status)) {
      throw new ServiceError('BAD_USER_INPUT', 'It has not ended: cancel it first.', { inputPath: ['input', 'id'] });
    }
    // From the hash of a short prompt the prompt can be guessed; without its key nobody asks for it.
    const keyless = { idempotency_key: null, request_hash: Buffer.alloc(locked.requestHash.length) };
    const nothing = { context: null, result: null, metadata: null, labels: '{}', ...keyless };
    const erasedAt = locked.erasedAt ?? new Date();
    const update = tables
      .updateTable('sluice.executions')
      .set({ ...nothing, erased_at: erasedAt })
      .where('id', '=', id);
    await transaction.query(update);
    const texts = tables.deleteFrom('sluice.execution_calls').where('execution', '=', id);
    await transaction.query(texts);
    const events = tables
      .updateTable('sluice.execution_events')
      .set({ data: null })
      .where('execution', '=', id)
      .where('type', '=', 'TextDelta');
    await transaction.query(events);
    await eraseDeliveries(transaction, id);
    const { tenant } = locked;
    await writeAudit(transaction, { tenant, actor: principal.id, action: 'execution.erased', target: id });
    return { ...locked, labels: {}, idempotencyKey: null, erasedAt, sealed: NOTHING };
  }, options);
  announce.changed(erased);
  return erased;
}

const NOTHING = { context: null, result: null, metadata: null };
