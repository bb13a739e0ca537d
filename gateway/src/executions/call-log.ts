import { sql } from 'kysely';

import type { CallLog, CallRecord, LoggedCall } from '../request-context.js';
import type { Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Sealer } from './sealing/sealer.js';
import { placeOf } from './stored-execution.js';

export interface CallLogOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly execution: string;
  readonly attempt: number;
  /** Told of each request to a service, and how many calls were found in the log so far. */
  readonly onCall: (record: CallRecord, reused: number) => void;
}

/**
 * The calls that an execution has made in any of its attempts. What is found is not asked for again, so that a pipeline
 * goes on where its worker died; what is begun and may not be sent twice is noted before it is sent.
 */
export async function openCallLog(options: CallLogOptions): Promise<CallLog> {
  const { store, sealer, execution, attempt, onCall } = options;
  const place = placeOf(execution, 'call');
  const statement = tables
    .selectFrom('sluice.execution_calls')
    .select(['key', 'outcome'])
    .where('execution', '=', execution);
  const rows = await store.query(statement);
  const known = new Map(rows.map(({ key, outcome }) => [key, JSON.parse(sealer.open(outcome, place)) as LoggedCall]));
  let reused = 0;

  /** Written before the caller goes on, so that what is known here is known to whoever comes after. */
  async function keep(calls: ReadonlyMap<string, LoggedCall>): Promise<void> {
    const lines = [...calls].map(([key, call]) => ({
      key,
      outcome: sealer.seal(JSON.stringify(call), place).toString('base64'),
    }));
    const insert = sql`
      INSERT INTO sluice.execution_calls (execution, key, outcome)
      SELECT executions.id, line.key, decode(line.outcome, 'base64')
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line (key text, outcome text), sluice.executions
      WHERE executions.id = ${execution} AND executions.attempt = ${attempt} AND executions.status = 'RUNNING'
      ON CONFLICT (execution, key) DO UPDATE SET outcome = excluded.outcome`;
    await store.query(insert.compile(tables));
  }

  return {
    find(key) {
      const call = known.get(key);
      if (call?.kind === 'done') reused += 1;
      return call;
    },
    keep,
    onCall: (record) => onCall(record, reused),
  };
}
