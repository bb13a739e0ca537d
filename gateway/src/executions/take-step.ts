import { sql } from 'kysely';

import type { Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { enqueueDeliveries } from '../webhooks/enqueue-deliveries.js';
import type { ExecutionEvent } from './execution-event.js';
import { insertEvents } from './execution-log.js';
import { isTerminal, type ExecutionFailure, type Step, TRANSITIONS } from './life-cycle.js';
import type { Sealer } from './sealing/sealer.js';
import { type Spent, writeLedger, writeSpent } from './spent.js';
import { type StoredExecution, toStoredExecution } from './stored-execution.js';

/** What a step changes beside the status. */
export interface StepChanges {
  readonly attempt?: number;
  readonly failures?: number;
  readonly unsent_since?: Date | null;
  readonly job_id?: string;
  readonly start_after?: Date | null;
  readonly result?: Uint8Array;
  readonly error?: ExecutionFailure;
}

/** The execution, locked until the transaction ends; null where there is none. */
export async function lockExecution(transaction: Transaction, id: string): Promise<StoredExecution | null> {
  const statement = tables.selectFrom('sluice.executions').selectAll().where('id', '=', id).forUpdate();
  const [row] = await transaction.query(statement);
  return row ? toStoredExecution(row) : null;
}

/**
 * Takes a step with an execution that is locked: its status, its events and, where it ends, its one line in the ledger
 * and what webhooks are to be told.
 *
 * @returns as it stands then; null where the step cannot be taken
 */
export async function takeStep(
  transaction: Transaction,
  sealer: Sealer,
  execution: StoredExecution,
  step: {
    readonly step: Step;
    readonly events: readonly ExecutionEvent[];
    readonly changes?: StepChanges;
    /** The calls of the attempt that ends with it. */
    readonly spent?: Spent;
  },
): Promise<StoredExecution | null> {
  const status = TRANSITIONS[execution.status][step.step];
  if (status === null) return null;
  const { error, ...changes } = step.changes ?? {};
  const ends = isTerminal(status);
  const now = sql<Date>`now()`;
  const statement = tables
    .updateTable('sluice.executions')
    .set({
      ...changes,
      ...(error && { error: JSON.stringify(error) }),
      ...(step.step === 'start' && { started_at: sql<Date>`coalesce(started_at, now())` }),
      ...(ends && {
        finished_at: now,
        start_after: null,
        keep_until: sql<Date>`now() + make_interval(secs => keep_seconds)`,
      }),
      status,
      last_event: execution.lastEvent + step.events.length,
    })
    .where('id', '=', execution.id)
    .returningAll();
  const [row] = await transaction.query(statement);
  if (!row) throw new TypeError('An execution is locked before a step is taken with it.');
  const taken = toStoredExecution(row);
  await insertEvents(transaction, sealer, {
    execution: execution.id,
    after: execution.lastEvent,
    events: step.events,
  });
  if (step.spent) await writeSpent(transaction, execution, execution.attempt, step.spent);
  if (ends) {
    await writeLedger(transaction, taken);
    await enqueueDeliveries(transaction, taken);
  }
  return taken;
}
