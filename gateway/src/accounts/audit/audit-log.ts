import type { Selectable } from 'kysely';

import type { Executor, Store, Transaction } from '../../storage/store/store.js';
import { type AuditLogTable, tables } from '../../storage/store/tables.js';
import { type Actor, requirePermission, tenantToList } from '../actor.js';
import { type Page, type PageRequest, toPage, toSlice } from '../page.js';

/** What an entry is made of. */
export interface AuditEntry {
  /** Whose the target is. */
  readonly tenant: string;
  /** Who did it: the id of a principal, or `cli`, `file`. */
  readonly actor: string;
  /** What was done. */
  readonly action:
    | `api-key.${'created' | 'rotated' | 'revoked'}`
    | 'token.revoked'
    | `execution.${'accepted' | 'cancelled' | 'erased'}`
    | `webhook.${'created' | 'changed' | 'secret-rotated' | 'disabled' | 'deleted'}`
    | `service.${'registered' | 'drained' | 'deregistered' | 'expired'}`;
  /** The id of what it was done to. */
  readonly target: string;
  /** What else is worth knowing; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An entry as it stands in the log. */
export type AuditRow = Selectable<AuditLogTable>;

/** Writes an entry in the transaction of what it tells, so that neither is there without the other. */
export async function writeAudit(transaction: Transaction, { details = {}, ...entry }: AuditEntry): Promise<void> {
  await transaction.query(tables.insertInto('sluice.audit_log').values({ ...entry, details: JSON.stringify(details) }));
}

export interface AuditListRequest extends PageRequest {
  readonly tenant?: string | null | undefined;
}

/** The entries of a tenant, newest first. @throws ServiceError `FORBIDDEN`, `BAD_USER_INPUT` */
export async function listAudit(
  store: Executor,
  actor: Actor,
  request: AuditListRequest,
  options: Parameters<Store['query']>[1] = {},
): Promise<Page<AuditRow>> {
  requirePermission(actor, 'audit:read');
  const tenant = tenantToList(actor, request.tenant);
  const slice = toSlice(request);
  let statement = tables.selectFrom('sluice.audit_log').selectAll().orderBy('number', 'desc');
  if (tenant !== null) statement = statement.where('tenant', '=', tenant);
  if (slice.below !== null) statement = statement.where('number', '<', slice.below);
  return toPage(await store.query(statement.limit(slice.count + 1), options), slice);
}
