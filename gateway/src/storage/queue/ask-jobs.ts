import { sql } from 'kysely';

import type { CallOptions, Executor } from '../store/store.js';
import { tables } from '../store/tables.js';

// What pg-boss has no questions for is asked of its table.

/** How many jobs of each group are being worked on. */
export async function countActive(
  executor: Pick<Executor, 'query'>,
  bounds: CallOptions,
  queue: string,
): Promise<ReadonlyMap<string, number>> {
  const statement = sql<{ group: string; count: number }>`
    SELECT group_id AS "group", count(*) FROM sluice_queue.job
    WHERE name = ${queue} AND state = 'active' AND group_id IS NOT NULL GROUP BY group_id`;
  const rows = await executor.query(statement.compile(tables), bounds);
  return new Map(rows.map(({ group, count }) => [group, count]));
}

/** Those of these jobs that are still to be done, or are being worked on. */
export async function findOpen(
  executor: Pick<Executor, 'query'>,
  bounds: CallOptions,
  { queue, ids }: { readonly queue: string; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const statement = sql<{ id: string }>`
    SELECT id FROM sluice_queue.job
    WHERE name = ${queue} AND id = ANY(${[...ids]}::uuid[]) AND state < 'completed'`;
  const rows = await executor.query(statement.compile(tables), bounds);
  return new Set(rows.map(({ id }) => id));
}
