import { ServiceError } from '@sluice/schema';
import { sql } from 'kysely';

import { type Page, type PageRequest, toPage, toSlice } from '../accounts/page.js';
import { holdsPermission, type Principal } from '../identity/principal.js';
import type { CallOptions, Executor } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Status } from './life-cycle.js';
import { mayRead, type StoredExecution, toStoredExecution } from './stored-execution.js';

/** Which executions are meant: those that fit all that is given. */
export interface ExecutionFilter {
  readonly statuses?: readonly Status[] | null | undefined;
  readonly kinds?: readonly string[] | null | undefined;
  readonly labels?: Readonly<Record<string, string>> | null | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The execution of an id, whosever it is; null where there is none. */
export async function readExecution(
  executor: Executor,
  id: string,
  options: CallOptions = {},
): Promise<StoredExecution | null> {
  if (!UUID.test(id)) return null;
  const statement = tables.selectFrom('sluice.executions').selectAll().where('id', '=', id);
  const [row] = await executor.query(statement, options);
  return row ? toStoredExecution(row) : null;
}

/** The execution of an id, where the caller may see it: what others have looks like what is not there. */
export async function findExecution(
  executor: Executor,
  principal: Principal,
  id: string,
  options: CallOptions = {},
): Promise<StoredExecution | null> {
  const found = await readExecution(executor, id, options);
  return found && mayRead(principal, found) ? found : null;
}

export function notFound(): ServiceError {
  return new ServiceError('NOT_FOUND', 'There is no such execution.');
}

/** The executions that a caller may see, newest first. @throws ServiceError `BAD_USER_INPUT` */
export async function listExecutions(
  executor: Executor,
  principal: Principal,
  request: PageRequest & { readonly filter?: ExecutionFilter | null | undefined },
  options: CallOptions = {},
): Promise<Page<StoredExecution>> {
  const slice = toSlice(request);
  const { statuses, kinds, labels } = request.filter ?? {};
  let statement = tables
    .selectFrom('sluice.executions')
    .selectAll()
    .where('tenant', '=', principal.tenant)
    .orderBy('number', 'desc');
  if (!holdsPermission(principal, 'executions:read')) {
    statement = statement.where('submitted_by', '=', principal.id);
  }
  if (statuses) statement = statement.where('status', '=', sql<string>`ANY(${[...statuses]}::text[])`);
  if (kinds) statement = statement.where('kind', '=', sql<string>`ANY(${[...kinds]}::text[])`);
  if (labels) statement = statement.where(sql<boolean>`labels @> ${JSON.stringify(labels)}::jsonb`);
  if (slice.below !== null) statement = statement.where('number', '<', slice.below);
  const rows = await executor.query(statement.limit(slice.count + 1), options);
  return toPage(rows.map(toStoredExecution), slice);
}

/** Whether an execution fits a filter, as the statement above would say. */
export function fits(filter: ExecutionFilter | null | undefined, execution: StoredExecution): boolean {
  const { statuses, kinds, labels } = filter ?? {};
  if (statuses && !statuses.includes(execution.status)) return false;
  if (kinds && !kinds.includes(execution.kind)) return false;
  return Object.entries(labels ?? {}).every(([name, value]) => execution.labels[name] === value);
}
