import { sql } from 'kysely';
import type { RegisteredContract } from '@sluice/schema/registration';

import type { CallOptions, Executor, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { type Registration, toRegistration } from './registration.js';

/** What stands in the store at one moment. */
export interface StoredRegistrations {
  /** The number of the last change of what is registered. */
  readonly generation: number;
  /** Those whose leases stand, the newest first. */
  readonly registrations: readonly Registration[];
  /** Those that one of them offers, in the order in which they came. */
  readonly contracts: readonly RegisteredContract[];
  /** The store's own clock, by which leases end. */
  readonly now: Date;
}

/** More than callers together may sensibly have; whoever reads is bounded all the same. */
const MAX_ROWS = 10_000;

const now = sql<Date>`now()`;
const isLive = sql<boolean>`expires_at > now()`;
const isOffered = sql<boolean>`EXISTS (
  SELECT FROM sluice.service_registrations AS registration
  WHERE registration.expires_at > now() AND jsonb_exists(registration.offers, sluice.registered_contracts.name)
)`;

export async function readRegistrations(executor: Executor, options?: CallOptions): Promise<StoredRegistrations> {
  const counter = tables.selectFrom('sluice.registration_generation').select(['value', now.as('now')]);
  // The number first: what changes in between is read, and read again.
  const [{ value: generation, now: readAt } = { value: 0, now: new Date() }] = await executor.query(counter, options);
  const live = tables.selectFrom('sluice.service_registrations').selectAll().where(isLive);
  const rows = await executor.query(live.orderBy('number', 'desc').limit(MAX_ROWS), options);
  const offered = tables.selectFrom('sluice.registered_contracts').select(['name', 'sdl']).where(isOffered);
  const contracts = await executor.query(offered.orderBy('registered_at').orderBy('name'), options);
  return { generation, registrations: rows.map(toRegistration), contracts, now: readAt };
}

/** Holds every other change up until this one is committed. @returns the number of the last change */
export async function lockRegistrations(transaction: Transaction): Promise<number> {
  const statement = tables.selectFrom('sluice.registration_generation').select('value').forUpdate();
  const [{ value } = { value: 0 }] = await transaction.query(statement);
  return value;
}

/** Tells whoever looks that something has changed; holds the lock. */
export async function countChange(transaction: Transaction): Promise<void> {
  const next = tables.updateTable('sluice.registration_generation').set({ value: sql<number>`value + 1` });
  await transaction.query(next);
}

const leaseEnd = (seconds: number) => sql<Date>`now() + ${seconds} * interval '1 second'`;

/** @returns the row as it is from now on */
export async function writeRegistration(
  transaction: Transaction,
  {
    id,
    name,
    url,
    tenant,
    registeredBy,
    leaseSeconds,
    offers,
  }: Omit<Registration, 'registeredAt' | 'leaseEndsAt' | 'draining'>,
): Promise<Registration> {
  const change = {
    lease_seconds: leaseSeconds,
    expires_at: leaseEnd(leaseSeconds),
    draining: false,
    offers: JSON.stringify(offers),
    registered_by: registeredBy,
  };
  const insert = tables.insertInto('sluice.service_registrations').values({ id, name, url, tenant, ...change });
  const upsert = insert.onConflict((conflict) => conflict.columns(['name', 'url']).doUpdateSet(change));
  const [row] = await transaction.query(upsert.returningAll());
  if (!row) throw new TypeError('A registration was not written.');
  return toRegistration(row);
}

export async function writeContracts(
  transaction: Transaction,
  contracts: readonly RegisteredContract[],
): Promise<void> {
  if (contracts.length === 0) return;
  const insert = tables.insertInto('sluice.registered_contracts').values([...contracts]);
  const upsert = insert.onConflict((conflict) =>
    conflict.column('name').doUpdateSet(({ ref }) => ({ sdl: ref('excluded.sdl') })),
  );
  await transaction.query(upsert);
}

/** A registration whose lease stands; null where there is none. */
export async function findRegistration(
  executor: Executor,
  id: string,
  options?: CallOptions,
): Promise<Registration | null> {
  const live = tables.selectFrom('sluice.service_registrations').selectAll().where('id', '=', id).where(isLive);
  const [row] = await executor.query(live, options);
  return row ? toRegistration(row) : null;
}

export async function renewLease(executor: Executor, id: string, options?: CallOptions): Promise<Registration | null> {
  const statement = tables
    .updateTable('sluice.service_registrations')
    .set({ expires_at: sql<Date>`now() + lease_seconds * interval '1 second'` })
    .where('id', '=', id)
    .where(isLive);
  const [row] = await executor.query(statement.returningAll(), options);
  return row ? toRegistration(row) : null;
}

export async function markDraining(transaction: Transaction, id: string): Promise<Registration | null> {
  const statement = tables.updateTable('sluice.service_registrations').set({ draining: true }).where('id', '=', id);
  const [row] = await transaction.query(statement.returningAll());
  return row ? toRegistration(row) : null;
}

export async function deleteRegistration(transaction: Transaction, id: string): Promise<void> {
  await transaction.query(tables.deleteFrom('sluice.service_registrations').where('id', '=', id));
}

/** Removes what has ended, and contracts that nobody offers any more. @returns what has ended */
export async function sweepRegistrations(transaction: Transaction): Promise<Registration[]> {
  const ended = tables.deleteFrom('sluice.service_registrations').where(sql<boolean>`expires_at <= now()`);
  const rows = await transaction.query(ended.returningAll());
  await transaction.query(tables.deleteFrom('sluice.registered_contracts').where(sql<boolean>`NOT ${isOffered}`));
  return rows.map(toRegistration);
}
