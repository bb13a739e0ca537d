import { sql } from 'kysely';

import type { Store, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { joinPieces, openEvent, type StoredEvent } from './execution-log.js';
import type { Sealer } from './sealing/sealer.js';

export interface CollapseOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  /** How long after their end, in milliseconds. */
  readonly afterMs: number;
}

/** Executions that one statement finds. */
const BATCH = 50;
/** How long one call goes on, in milliseconds; the next one does the rest. */
const CALL_MS = 4_000;
/** The most pieces that become one. */
const MAX_PIECES = 500;

/**
 * Makes one event of the pieces of text that follow each other, in executions that ended some time ago: the texts, and
 * the numbers at which readers may have stopped, stay as they are. Any number of workers may do it at once.
 */
export async function collapseEvents({ store, sealer, afterMs }: CollapseOptions): Promise<void> {
  const ended = tables
    .selectFrom('sluice.executions')
    .select('id')
    .where('collapsed', '=', false)
    // As the index has it.
    .where('last_event', '>', sql<number>`16`)
    .where('finished_at', '<', sql<Date>`now() - ${afterMs} * interval '1 millisecond'`)
    .orderBy('finished_at')
    .limit(BATCH);
  for (const until = performance.now() + CALL_MS; performance.now() < until;) {
    const found = await store.query(ended);
    for (const { id } of found) await store.transaction((transaction) => collapse(transaction, sealer, id));
    if (found.length < BATCH) return;
  }
}

async function collapse(transaction: Transaction, sealer: Sealer, execution: string): Promise<void> {
  const statement = tables
    .selectFrom('sluice.executions')
    .select('id')
    .where('id', '=', execution)
    .where('collapsed', '=', false)
    .forUpdate()
    .skipLocked();
  const [locked] = await transaction.query(statement);
  if (!locked) return;
  for (let after = 0, page = MAX_PIECES; page === MAX_PIECES;) {
    const pieces = await readPieces(transaction, execution, after);
    for (const run of runsOf(pieces)) await joinRun(transaction, sealer, execution, run);
    page = pieces.length;
    after = pieces.at(-1)?.number ?? after;
  }
  await transaction.query(tables.updateTable('sluice.executions').set({ collapsed: true }).where('id', '=', execution));
}

async function readPieces(transaction: Transaction, execution: string, after: number): Promise<readonly StoredEvent[]> {
  const statement = tables
    .selectFrom('sluice.execution_events')
    .select(['number', 'first', 'at', 'type', 'data'])
    .where('execution', '=', execution)
    .where('type', '=', 'TextDelta')
    .where('number', '>', after)
    .orderBy('number')
    .limit(MAX_PIECES);
  return transaction.query(statement);
}

/** Those that follow each other without another event between them, where there is more than one. */
function runsOf(pieces: readonly StoredEvent[]): StoredEvent[][] {
  const runs: StoredEvent[][] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    if (run?.at(-1)?.number === piece.number - 1) run.push(piece);
    else runs.push([piece]);
  }
  return runs.filter((run) => run.length > 1);
}

async function joinRun(
  transaction: Transaction,
  sealer: Sealer,
  execution: string,
  run: readonly StoredEvent[],
): Promise<void> {
  const [first, last] = [run[0]!.number, run.at(-1)!.number];
  const texts = run.map((piece) => {
    const event = openEvent(sealer, execution, piece);
    // Of one that was erased the text is there no more.
    return 'text' in event ? event.text : '';
  });
  const others = tables
    .deleteFrom('sluice.execution_events')
    .where('execution', '=', execution)
    .where('number', '>=', first)
    .where('number', '<', last);
  await transaction.query(others);
  const joined = tables
    .updateTable('sluice.execution_events')
    .set({ first, data: joinPieces(sealer, execution, texts) })
    .where('execution', '=', execution)
    .where('number', '=', last);
  await transaction.query(joined);
}
