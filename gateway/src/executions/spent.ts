import type { ModelUsage } from '@sluice/schema';
import { sql } from 'kysely';

import type { CallRecord } from '../request-context.js';
import type { Executor } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { StoredExecution } from './stored-execution.js';

/** A call of an attempt, as the ledger has it. */
export interface SpentCall {
  readonly capability: string;
  readonly service: string | null;
  readonly model: string | null;
  /** `OK`, or a code. */
  readonly code: string;
  /** Whether it is paid for: `UNKNOWN` where no answer came to what was sent. */
  readonly billed: 'YES' | 'NO' | 'UNKNOWN';
  readonly items: number;
  readonly ms: number;
  readonly usage: readonly ModelUsage[];
  /** In millionths of a currency; null where it cannot be told. */
  readonly cost: { readonly micros: number; readonly currency: string } | null;
}

/** The calls of one attempt, in the order of their ends. */
export type Spent = readonly SpentCall[];

/** A call as it goes into the ledger; null for one that went nowhere. */
export function toSpentCall({ attempted, ...record }: CallRecord): SpentCall | null {
  if (!attempted) return null;
  const { capability, service, model, outcome, items, durationMs } = record;
  const { billed, usage, cost } = attempted;
  // Where one model alone has answered, it is known by its name.
  const answered = usage.length === 1 ? (usage[0]?.model ?? null) : null;
  const ms = Math.round(durationMs);
  return { capability, service, model: answered ?? model, code: outcome, billed, items, ms, usage, cost };
}

/**
 * What stands in the ledger for an attempt that others have ended: what was under way may have cost something. What it
 * had used until then its worker adds, where that is there to do so.
 */
export function spentUnseen({ status }: Pick<StoredExecution, 'status'>): Spent {
  if (status !== 'RUNNING') return [];
  const nobody = { capability: '', service: null, model: null, items: 0, ms: 0, usage: [], cost: null };
  return [{ ...nobody, code: 'CANCELLED', billed: 'UNKNOWN' }];
}

/** Writes the calls of an attempt, in the transaction of its end. */
export async function writeSpent(
  executor: Executor,
  { id, tenant }: Pick<StoredExecution, 'id' | 'tenant'>,
  attempt: number,
  calls: Spent,
  first = 1,
): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map(({ cost, usage, ...call }, index) => ({
    ...call,
    execution: id,
    tenant,
    attempt,
    number: first + index,
    usage: JSON.stringify(usage),
    cost_micros: cost?.micros ?? null,
    currency: cost?.currency ?? null,
  }));
  // Written once: what is there already is this, by a transaction whose answer was lost.
  const insert = tables.insertInto('sluice.execution_ledger_calls').values(rows);
  await executor.query(first === 1 ? insert : insert.onConflict((conflict) => conflict.doNothing()));
}

/**
 * Adds what an attempt has used that was ended by others, such as by who cancelled it, and what stands in the ledger of
 * its execution is summed anew. In a transaction that holds the execution.
 *
 * @param isWhole whether the attempt has come to its own end: then nothing of it is unknown
 */
export async function addSpent(
  executor: Executor,
  { id, tenant, attempt }: Pick<StoredExecution, 'id' | 'tenant' | 'attempt'>,
  calls: Spent,
  isWhole: boolean,
): Promise<void> {
  if (isWhole) {
    const unseen = tables
      .deleteFrom('sluice.execution_ledger_calls')
      .where('execution', '=', id)
      .where('attempt', '=', attempt)
      .where('capability', '=', '')
      .returning('number');
    // Without such a line it is this attempt that has ended the execution.
    if ((await executor.query(unseen)).length === 0) return;
    await writeSpent(executor, { id, tenant }, attempt, calls);
  } else {
    // What was under way is what the line of number 1 stands for.
    const ended = calls.filter(({ code }) => code !== 'CANCELLED');
    await writeSpent(executor, { id, tenant }, attempt, ended, 2);
  }
  const statement = sql`
    UPDATE sluice.execution_ledger AS line
    SET calls = sum.calls, usage = sum.usage, cost_micros = sum.cost_micros, currency = sum.currency
    FROM (${sumOf(id)}) AS sum WHERE line.execution = ${id}::uuid`;
  await executor.query(statement.compile(tables));
}

/** Writes the line of an execution that has ended: the sums over all calls of all its attempts. */
export async function writeLedger(
  executor: Executor,
  { id, tenant, submittedBy, kind, status, attempt }: StoredExecution,
): Promise<void> {
  // A second line for one execution breaks the key, and with it the transaction.
  const statement = sql`
    INSERT INTO sluice.execution_ledger
      (execution, tenant, submitted_by, kind, status, attempts, calls, usage, cost_micros, currency)
    SELECT ${id}::uuid, ${tenant}, ${submittedBy}, ${kind}, ${status}, ${attempt}::int,
      sum.calls, sum.usage, sum.cost_micros, sum.currency
    FROM (${sumOf(id)}) AS sum`;
  await executor.query(statement.compile(tables));
}

/** The cost is null where that of a call that is paid for cannot be told, or they are in several currencies. */
function sumOf(id: string) {
  return sql`
    WITH call AS (SELECT * FROM sluice.execution_ledger_calls WHERE execution = ${id}::uuid),
    counted AS (
      SELECT unit, sum(amount::numeric) AS count
      FROM call, jsonb_array_elements(usage) AS entry (used), jsonb_each_text(used - 'model') AS counted (unit, amount)
      GROUP BY unit
    )
    SELECT
      (SELECT count(*) FROM call WHERE capability <> '') AS calls,
      coalesce((SELECT jsonb_object_agg(unit, count) FROM counted), '{}') AS usage,
      CASE WHEN bool_and(cost_micros IS NOT NULL OR billed = 'NO') AND count(DISTINCT currency) = 1
        THEN sum(cost_micros) END AS cost_micros,
      CASE WHEN bool_and(cost_micros IS NOT NULL OR billed = 'NO') AND count(DISTINCT currency) = 1
        THEN min(currency) END AS currency
    FROM call`;
}
