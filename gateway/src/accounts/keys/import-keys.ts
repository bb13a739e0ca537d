import { parseApiKey } from '../../identity/api-key.js';
import type { RoleKeys } from '../../identity/key-file.js';
import type { Peppers } from '../../identity/keys/peppers.js';
import type { Store, Transaction } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';
import { writeAudit } from '../audit/audit-log.js';
import { findKey, insertKey } from './key-rows.js';

export interface ImportKeysOptions {
  readonly store: Store;
  readonly peppers: Pick<Peppers, 'hash'>;
  /** As a file holds them. */
  readonly keys: RoleKeys;
}

const ACTOR = 'file';

/**
 * Makes the keys of a file known to the store, by role, for the tenant `default`. What the store knows of a key wins:
 * one that was revoked stays revoked. A key that was hashed under another pepper is hashed anew, since here, and only
 * here, its text is known.
 */
export async function importKeys({ store, peppers, keys }: ImportKeysOptions): Promise<void> {
  for (const [role, text] of Object.entries(keys)) {
    await store.transaction(async (transaction) => {
      // Several gateways that start at once would all find it missing.
      await transaction.execute('SELECT FROM sluice.api_key_generation FOR UPDATE');
      await importKey(transaction, role, text, peppers);
    });
  }
}

async function importKey(transaction: Transaction, role: string, text: string, peppers: ImportKeysOptions['peppers']) {
  const key = parseApiKey(text);
  if (key === null) throw new TypeError('Expected an API key.');
  const { id, environment } = key;
  const hashed = peppers.hash(text);
  const known = await findKey(transaction, id);
  if (known === null) {
    const unlimited = { models: null, services: null, origins: [], addresses: [], expiresAt: null };
    const grant = { name: role, tenant: 'default', roles: [role], scopes: [], createdBy: ACTOR, ...unlimited };
    await insertKey(transaction, { id, environment, ...hashed }, grant);
    const entry = { tenant: 'default', actor: ACTOR, target: id, details: { roles: [role] } };
    await writeAudit(transaction, { ...entry, action: 'api-key.created' });
  } else if (known.pepper !== hashed.pepper) {
    await transaction.query(tables.updateTable('sluice.api_keys').set(hashed).where('id', '=', id));
  }
}
