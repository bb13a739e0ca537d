import { type Selectable, sql } from 'kysely';

import type { CallOptions, Executor } from '../storage/store/store.js';
import { type ExecutionEventsTable, tables } from '../storage/store/tables.js';
import type { ExecutionEvent, RecordedEvent } from './execution-event.js';
import type { Sealer } from './sealing/sealer.js';
import { placeOf } from './stored-execution.js';

/** Events that an attempt appends. */
export interface EventBatch {
  readonly execution: string;
  /** The attempt that writes; another one may not any more. */
  readonly attempt: number;
  /** The number of the event before them. */
  readonly after: number;
  readonly events: readonly ExecutionEvent[];
}

/** The most events that are read at once. */
const PAGE = 500;

/** The data of an event as it is stored; null where it has none. */
function sealEvent({ type: _, ...data }: ExecutionEvent, execution: string, sealer: Sealer): Buffer | null {
  return Object.keys(data).length === 0 ? null : sealer.seal(JSON.stringify(data), placeOf(execution, 'event'));
}

/**
 * Appends events of any number of executions in one statement, each only while its attempt runs and stands where it
 * believes to stand: so a statement whose answer was lost can be sent again.
 *
 * @returns the executions whose events were written
 */
export async function appendEvents(
  executor: Executor,
  sealer: Sealer,
  batches: readonly EventBatch[],
  options: CallOptions = {},
): Promise<ReadonlySet<string>> {
  const lines = batches.flatMap(({ execution, attempt, after, events }) =>
    events.map((event, index) => ({
      execution,
      attempt,
      after,
      number: after + index + 1,
      count: events.length,
      type: event.type,
      data: sealEvent(event, execution, sealer)?.toString('base64') ?? null,
    })),
  );
  // Rows are locked in one order, so that two workers who believe to hold the same executions never wait for each other.
  const statement = sql<{ execution: string }>`
    WITH line AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line
        (execution uuid, attempt int, after int, number int, count int, type text, data text)
    ), held AS (
      SELECT executions.id, executions.last_event FROM sluice.executions AS executions
      JOIN (SELECT DISTINCT execution, attempt, after FROM line) AS batch ON batch.execution = executions.id
      WHERE executions.status = 'RUNNING' AND executions.attempt = batch.attempt
        AND executions.last_event = batch.after
      ORDER BY executions.id FOR UPDATE OF executions
    ), raised AS (
      UPDATE sluice.executions AS executions SET last_event = batch.after + batch.count
      FROM (SELECT DISTINCT execution, after, count FROM line) AS batch, held
      WHERE executions.id = batch.execution AND held.id = executions.id
      RETURNING executions.id
    )
    INSERT INTO sluice.execution_events (execution, number, type, data)
    SELECT line.execution, line.number, line.type, decode(line.data, 'base64')
    FROM line JOIN raised ON raised.id = line.execution
    RETURNING execution`;
  const rows = await executor.query(statement.compile(tables), options);
  return new Set(rows.map(({ execution }) => execution));
}

/** Writes the events of a step, in its transaction, whose lock the row has. */
export async function insertEvents(
  executor: Executor,
  sealer: Sealer,
  { execution, after, events }: Omit<EventBatch, 'attempt'>,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event, index) => ({
    execution,
    number: after + index + 1,
    type: event.type,
    data: sealEvent(event, execution, sealer),
  }));
  await executor.query(tables.insertInto('sluice.execution_events').values(rows));
}

/** The events after a number, in order; no more than a page of them. */
export async function readEvents(
  executor: Executor,
  sealer: Sealer,
  { execution, after, first = PAGE }: { readonly execution: string; readonly after: number; readonly first?: number },
  options: CallOptions = {},
): Promise<RecordedEvent[]> {
  const statement = tables
    .selectFrom('sluice.execution_events')
    .select(['number', 'first', 'at', 'type', 'data'])
    .where('execution', '=', execution)
    .where('number', '>', after)
    .orderBy('number')
    .limit(first);
  const rows = await executor.query(statement, options);
  return rows.map((row) => openEvent(sealer, execution, row, after));
}

/** An event as its row has it. */
export type StoredEvent = Pick<Selectable<ExecutionEventsTable>, 'number' | 'first' | 'at' | 'type' | 'data'>;

/** @param after the number of the last event that is known: of several pieces that became one, the later ones are told */
export function openEvent(
  sealer: Sealer,
  execution: string,
  { number, first, at, type, data }: StoredEvent,
  after = 0,
): RecordedEvent {
  const from = Math.max(first ?? number, after + 1);
  const told = data ? (JSON.parse(sealer.open(data, placeOf(execution, 'event'))) as object) : {};
  const event = { ...told, type, number, first: from, at } as RecordedEvent & { pieces?: readonly number[] };
  if (first === null || !('pieces' in event) || event.type !== 'TextDelta') return event;
  const { pieces = [], ...rest } = event;
  const known = pieces.slice(0, from - first).reduce((sum, length) => sum + length, 0);
  return { ...rest, text: event.text.slice(known) };
}

/** The data of the event that stands for several pieces of text; their lengths are in UTF-16 code units. */
export function joinPieces(sealer: Sealer, execution: string, texts: readonly string[]): Buffer {
  const data = { text: texts.join(''), pieces: texts.map(({ length }) => length) };
  return sealer.seal(JSON.stringify(data), placeOf(execution, 'event'));
}
