import type { StoredKey } from '../../identity/keys/stored-key.js';
import type { CallOptions } from '../../storage/store/store.js';
import type { Actor } from '../actor.js';
import { writeAudit } from '../audit/audit-log.js';
import { changeKey } from './key-rows.js';
import { type KeyWork, lockOwnKey } from './key-work.js';

/** Ends a key now and for good. One that was revoked before stays as it is. */
export async function revokeKey(work: KeyWork, actor: Actor, id: string, options?: CallOptions): Promise<StoredKey> {
  return await work.store.transaction(async (transaction) => {
    const key = await lockOwnKey(transaction, actor, id);
    if (key.revokedAt !== null) return key;
    const { tenant } = key;
    await writeAudit(transaction, { tenant, actor: actor.id, action: 'api-key.revoked', target: id });
    return await changeKey(transaction, id, { revoked_at: new Date(work.now()) });
  }, options);
}
