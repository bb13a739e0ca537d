import { ServiceError } from '@sluice/schema';

import { generateApiKey, type KeyEnvironment } from '../../identity/api-key.js';
import type { Peppers } from '../../identity/keys/peppers.js';
import type { StoredKey } from '../../identity/keys/stored-key.js';
import type { Roles } from '../../identity/roles.js';
import type { Store, Transaction } from '../../storage/store/store.js';
import { type Actor, managesTenant } from '../actor.js';
import { type KeyGrant, insertKey, lockKey } from './key-rows.js';

/** What work on keys needs. */
export interface KeyWork {
  readonly store: Store;
  readonly peppers: Pick<Peppers, 'hash'>;
  /** Of the keys that are made. */
  readonly environment: KeyEnvironment;
  readonly roles: Roles;
  readonly now: () => number;
}

/** A key that was made just now: the only time that its text is known. */
export interface MadeKey {
  readonly key: StoredKey;
  /** A secret, to be shown once and kept nowhere. */
  readonly text: string;
}

/** Makes a key and stores what is to be known of it. */
export async function makeKey(transaction: Transaction, work: KeyWork, grant: KeyGrant): Promise<MadeKey> {
  const { environment, peppers } = work;
  const { id, text } = generateApiKey(environment);
  return { key: await insertKey(transaction, { id, environment, ...peppers.hash(text) }, grant), text };
}

/** The key of an actor's tenant, locked. @throws ServiceError `NOT_FOUND`, also for what is another tenant's */
export async function lockOwnKey(transaction: Transaction, actor: Actor, id: string): Promise<StoredKey> {
  const key = await lockKey(transaction, id);
  if (key !== null && managesTenant(actor, key.tenant)) return key;
  throw new ServiceError('NOT_FOUND', 'There is no API key with this id.', { inputPath: ['input', 'id'] });
}
