import type { Store } from '@sluice/gateway/testing';

import { TERMINAL } from '../clients/follow.js';

/** What the store keeps of executions. */
export interface StoredRun {
  readonly executions: number;
  readonly attempts: number;
  readonly wrong: readonly string[];
}

interface Row {
  readonly id: string;
  readonly idempotency_key: string | null;
  readonly status: string;
  readonly attempt: number;
  readonly last_event: number;
  readonly finished_at: Date | null;
  readonly types: readonly string[];
  readonly numbers: readonly number[];
  readonly ledger: readonly { readonly status: string; readonly attempts: number }[];
  readonly jobs: readonly string[];
}

const STATEMENT = `
  SELECT id, idempotency_key, status, attempt, last_event, finished_at,
    ARRAY(SELECT type FROM sluice.execution_events WHERE execution = id ORDER BY number) AS types,
    ARRAY(SELECT number FROM sluice.execution_events WHERE execution = id ORDER BY number) AS numbers,
    (SELECT coalesce(json_agg(json_build_object('status', ledger.status, 'attempts', ledger.attempts)), '[]')
      FROM sluice.execution_ledger AS ledger WHERE ledger.execution = executions.id) AS ledger,
    ARRAY(SELECT job.state::text FROM sluice_queue.job
      WHERE name = 'executions' AND data ->> 'execution' = executions.id::text) AS jobs
  FROM sluice.executions`;

/** Jobs that somebody would still work on. */
const OPEN_JOBS: ReadonlySet<string> = new Set(['created', 'retry', 'active']);

/** Reads what is kept under these idempotency keys, and what is wrong with it. */
export async function checkStore(store: Store, keys: readonly string[]): Promise<StoredRun> {
  const statement = `${STATEMENT} WHERE idempotency_key = ANY($1::text[])`;
  const rows = (await store.execute(statement, [keys])) as Row[];
  const wrong = rows.flatMap((row) => checkRow(row).map((what) => `${row.id}: ${what}`));
  const [stray] = (await store.execute(
    `SELECT count(*)::int AS count FROM sluice_queue.job WHERE name = 'executions' AND state = 'active'`,
  )) as { count: number }[];
  if (stray?.count !== 0) wrong.push(`${stray?.count} jobs are active where nothing runs`);
  const attempts = rows.reduce((sum, { attempt }) => sum + attempt, 0);
  return { executions: rows.length, attempts, wrong };
}

function checkRow(row: Row): string[] {
  const { status, attempt, last_event: last, types, numbers, ledger, jobs } = row;
  const wrong: string[] = [];
  const expect = (holds: boolean, what: string) => void (holds || wrong.push(what));
  const ends = types.filter((type) => TERMINAL.has(type));
  const starts = types.filter((type) => type === 'AttemptStarted');
  expect(row.finished_at !== null, `it has not ended, and is ${status}`);
  expect(
    numbers.every((number, index) => number === index + 1),
    `its events are numbered ${numbers.join(' ')}`,
  );
  expect(last === numbers.length, `its counter says ${last}, its events are ${numbers.length}`);
  expect(ends.length === 1, `it has ended ${ends.length} times: ${ends.join(' ')}`);
  expect(TERMINAL.has(types.at(-1) ?? ''), `its last event is ${types.at(-1)}`);
  expect(starts.length === attempt, `${attempt} attempts, ${starts.length} of them told`);
  expect(ledger.length === 1, `it has ${ledger.length} lines in the ledger`);
  expect(ledger[0]?.status === status && ledger[0].attempts === attempt, `the ledger says ${JSON.stringify(ledger)}`);
  const open = jobs.filter((state) => OPEN_JOBS.has(state));
  expect(open.length === 0, `its job is still ${open.join(' ')}`);
  return wrong;
}
