import { ServiceError } from '@sluice/schema';
import { sql } from 'kysely';

import type { CallLog, CallRecord, LoggedCall } from '../request-context.js';
import type { Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { outlastOutage } from './outlast-outage.js';
import type { Sealer } from './sealing/sealer.js';
import { placeOf } from './stored-execution.js';

export interface CallLogOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly execution: string;
  readonly attempt: number;
  /** How long the store may be away, in milliseconds. */
  readonly graceMs: number;
  /** Ends the waiting for it. */
  readonly signal: AbortSignal;
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
  const rows = await outlastOutage((bounds) => store.query(statement, bounds), options);
  const known = new Map(rows.map(({ key, outcome }) => [key, JSON.parse(sealer.open(outcome, place)) as LoggedCall]));
  let reused = 0;

  /** Written before the caller goes on, so that what is known here is known to whoever comes after. */
  async function keep(calls: ReadonlyMap<string, LoggedCall>): Promise<void> {
    const lines = [...calls].map(([key, call]) => ({
      key,
      outcome: sealer.seal(JSON.stringify(call), place).toString('base64'),
    }));
    // What is only begun never takes the place of what is done: a statement that was given up may yet arrive.
    const isBegun = [...calls.values()].every(({ kind }) => kind === 'begun');
    const outcome = sql.ref(isBegun ? 'execution_calls.outcome' : 'excluded.outcome');
    const insert = sql`
      INSERT INTO sluice.execution_calls (execution, key, outcome)
      SELECT executions.id, line.key, decode(line.outcome, 'base64')
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line (key text, outcome text), sluice.executions
      WHERE executions.id = ${execution} AND executions.attempt = ${attempt} AND executions.status = 'RUNNING'
      ON CONFLICT (execution, key) DO UPDATE SET outcome = ${outcome}
      RETURNING key`;
    const written = await outlastOutage((bounds) => store.query(insert.compile(tables), bounds), options);
    // Whoever was believed dead and goes on must not send what another attempt may send.
    if (written.length < lines.length) throw lostError();
  }

  async function forget(keys: readonly string[]): Promise<void> {
    const remove = sql`
      DELETE FROM sluice.execution_calls AS line USING sluice.executions AS executions
      WHERE line.execution = ${execution} AND line.key = ANY(${[...keys]}::text[]) AND executions.id = line.execution
        AND executions.attempt = ${attempt} AND executions.status = 'RUNNING'`;
    await outlastOutage((bounds) => store.query(remove.compile(tables), bounds), options);
  }

  return {
    find(key) {
      const call = known.get(key);
      if (call?.kind === 'done') reused += 1;
      return call;
    },
    keep,
    forget,
    onCall: (record) => onCall(record, reused),
  };
}

function lostError(): ServiceError {
  return new ServiceError('CANCELLED', 'The attempt does not hold the execution any more.');
}
