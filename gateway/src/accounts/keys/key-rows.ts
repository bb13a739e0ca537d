import { type Insertable, sql, type Updateable } from 'kysely';

import { type StoredKey, toStoredKey } from '../../identity/keys/stored-key.js';
import type { CallOptions, Executor, Transaction } from '../../storage/store/store.js';
import { type ApiKeysTable, tables } from '../../storage/store/tables.js';

/** What a key is known by. */
export type KeyIdentity = Pick<Insertable<ApiKeysTable>, 'id' | 'environment' | 'hash' | 'pepper'>;

/** What is decided about a key when it is made. */
export type KeyGrant = Pick<
  StoredKey,
  'name' | 'tenant' | 'roles' | 'scopes' | 'models' | 'services' | 'origins' | 'addresses' | 'createdBy' | 'expiresAt'
>;

export async function findKey(executor: Executor, id: string, options?: CallOptions): Promise<StoredKey | null> {
  const [row] = await executor.query(tables.selectFrom('sluice.api_keys').selectAll().where('id', '=', id), options);
  return row === undefined ? null : toStoredKey(row);
}

/** The same, kept from others who would change it until the transaction ends. */
export async function lockKey(transaction: Transaction, id: string): Promise<StoredKey | null> {
  const statement = tables.selectFrom('sluice.api_keys').selectAll().where('id', '=', id).forUpdate();
  const [row] = await transaction.query(statement);
  return row === undefined ? null : toStoredKey(row);
}

export async function insertKey(transaction: Transaction, identity: KeyIdentity, grant: KeyGrant): Promise<StoredKey> {
  const { name, tenant, roles, scopes, models, services, origins, addresses, createdBy, expiresAt } = grant;
  const row: Insertable<ApiKeysTable> = {
    ...identity,
    name,
    tenant,
    roles,
    scopes,
    models,
    services,
    origins,
    addresses,
    created_by: createdBy,
    expires_at: expiresAt,
    revoked_at: null,
    replaced_by: null,
    last_used_at: null,
    generation: await nextGeneration(transaction),
  };
  return toStoredKey(one(await transaction.query(tables.insertInto('sluice.api_keys').values(row).returningAll())));
}

/** Changes a key, and numbers the change, so that every process hears of it. */
export async function changeKey(
  transaction: Transaction,
  id: string,
  change: Pick<Updateable<ApiKeysTable>, 'expires_at' | 'replaced_by' | 'revoked_at'>,
): Promise<StoredKey> {
  const generation = await nextGeneration(transaction);
  const update = tables.updateTable('sluice.api_keys').set({ ...change, generation });
  return toStoredKey(one(await transaction.query(update.where('id', '=', id).returningAll())));
}

/** Locks the counter until the commit: numbers become visible in their order. */
async function nextGeneration(transaction: Transaction): Promise<number> {
  const counter = tables.updateTable('sluice.api_key_generation').set({ value: sql<number>`value + 1` });
  return one(await transaction.query(counter.returning('value'))).value;
}

function one<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new TypeError('Expected a row.');
  return row;
}
