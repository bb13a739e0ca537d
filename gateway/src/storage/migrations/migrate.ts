import { createHash } from 'node:crypto';

import { type CallOptions, type Store, type Transaction } from '../store/store.js';
import { tables } from '../store/tables.js';
import { allMigrations } from './all-migrations.js';
import { lockSchema } from './lock-schema.js';
import type { Migration } from './migration.js';
import { MigrationError } from './migration-error.js';

export interface MigrateOptions extends CallOptions {
  /** @default allMigrations */
  readonly migrations?: readonly Migration[];
}

/** What was done: the numbers of the steps that this call took. */
export interface MigrateResult {
  readonly applied: readonly number[];
}

const TIMEOUT_MS = 300_000;

const BOOKKEEPING = `
  CREATE TABLE IF NOT EXISTS sluice.migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  );
`;

/**
 * Brings the schema to this version: all missing steps in one transaction under a lock, so that of several gateways
 * that start at once one does it and the others wait, and a failure leaves the schema as it was.
 * @throws MigrationError when a step that was taken differs from ours, or is unknown to us.
 */
export async function migrate(
  store: Store,
  { migrations = allMigrations, signal, timeoutMs = TIMEOUT_MS }: MigrateOptions = {},
): Promise<MigrateResult> {
  const options: CallOptions = { timeoutMs, ...(signal && { signal }) };
  return store.transaction(async (transaction) => {
    await lockSchema(transaction, 'sluice', options);
    await transaction.execute(BOOKKEEPING, [], options);
    const missing = await findMissing(transaction, migrations);
    for (const migration of missing) await apply(transaction, migration, options);
    return { applied: missing.map(({ number }) => number) };
  }, options);
}

/**
 * How many steps `migrate` would take; changes nothing.
 * @throws MigrationError as `migrate`
 */
export async function pendingSteps(store: Store, options: CallOptions = {}): Promise<number> {
  return store.transaction(async (transaction) => {
    const found = await transaction.execute(`SELECT to_regclass('sluice.migrations') AS name`, [], options);
    const [bookkeeping] = found as { readonly name: string | null }[];
    const missing =
      (bookkeeping?.name ?? null) === null ? allMigrations : await findMissing(transaction, allMigrations);
    return missing.length;
  }, options);
}

async function findMissing(transaction: Transaction, migrations: readonly Migration[]): Promise<Migration[]> {
  const taken = await transaction.query(
    tables.selectFrom('sluice.migrations').select(['number', 'name', 'checksum']).orderBy('number'),
  );
  const unknown = taken.find(({ number }) => number > migrations.length);
  if (unknown !== undefined) {
    throw new MigrationError(
      `The database is at step ${unknown.number} (${unknown.name}), this version knows ${migrations.length}: run the newer version.`,
    );
  }
  for (const [index, { number, name, checksum }] of taken.entries()) {
    const ours = migrations[index];
    if (ours === undefined || number !== index + 1 || checksumOf(ours) !== checksum) {
      throw new MigrationError(`Step ${number} (${name}) of the database's schema is not the one of this version.`);
    }
  }
  return migrations.slice(taken.length);
}

async function apply(transaction: Transaction, migration: Migration, options: CallOptions): Promise<void> {
  const { number, name, sql } = migration;
  await transaction.execute(sql, [], options);
  await transaction.query(
    tables.insertInto('sluice.migrations').values({ number, name, checksum: checksumOf(migration) }),
  );
}

/** Whitespace apart, so that formatting a file is no other step. */
function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql.trim().replaceAll(/\s+/g, ' ')).digest('hex');
}
