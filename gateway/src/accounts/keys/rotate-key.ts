import type { StoredKey } from '../../identity/keys/stored-key.js';
import type { CallOptions } from '../../storage/store/store.js';
import type { Actor } from '../actor.js';
import { writeAudit } from '../audit/audit-log.js';
import { badKeyInput } from './key-request.js';
import { changeKey } from './key-rows.js';
import { type KeyWork, lockOwnKey, type MadeKey, makeKey } from './key-work.js';
import { requireGrant } from './require-grant.js';

export interface RotateRequest {
  readonly id: string;
  /** Until when the old key is good beside the new one. @default a day from now */
  readonly validUntil?: Date | null | undefined;
  /** When the new key ends. @default when the old one would have */
  readonly expiresAt?: Date | null | undefined;
}

/** A key in the place of another. */
export interface RotatedKey extends MadeKey {
  readonly replaced: StoredKey;
}

const DAY_MS = 86_400_000;
const MAX_OVERLAP_DAYS = 90;

/** Makes a key that gives what another gives, and lets that one go on for a while. */
export async function rotateKey(
  work: KeyWork,
  actor: Actor,
  request: RotateRequest,
  options?: CallOptions,
): Promise<RotatedKey> {
  const now = work.now();
  const { id, validUntil, expiresAt } = checkTimes(request, now);
  return await work.store.transaction(async (transaction) => {
    const old = await lockOwnKey(transaction, actor, id);
    refuseEnded(old, now);
    const grant = { ...old, createdBy: actor.id, expiresAt: expiresAt ?? old.expiresAt };
    requireGrant(actor, grant, work.roles);
    const made = await makeKey(transaction, work, grant);
    const end = old.expiresAt && old.expiresAt < validUntil ? old.expiresAt : validUntil;
    const replaced = await changeKey(transaction, id, { expires_at: end, replaced_by: made.key.id });
    const details = { replacedBy: made.key.id, validUntil: end };
    const entry = { tenant: old.tenant, actor: actor.id, target: id, details };
    await writeAudit(transaction, { ...entry, action: 'api-key.rotated' });
    return { ...made, replaced };
  }, options);
}

function checkTimes({ id, validUntil, expiresAt }: RotateRequest, now: number) {
  const end = validUntil ?? new Date(now + DAY_MS);
  if (end.getTime() > now + MAX_OVERLAP_DAYS * DAY_MS) {
    throw badKeyInput(['validUntil'], `expected at most ${MAX_OVERLAP_DAYS} days from now`);
  }
  if (expiresAt && expiresAt.getTime() <= now) throw badKeyInput(['expiresAt'], 'expected a time to come');
  return { id, validUntil: end, expiresAt };
}

function refuseEnded({ replacedBy, revokedAt, expiresAt }: StoredKey, now: number): void {
  if (revokedAt !== null) throw badKeyInput(['id'], 'this API key was revoked; make a new one');
  if (replacedBy !== null) throw badKeyInput(['id'], `this API key was rotated before, into ${replacedBy}`);
  if (expiresAt !== null && expiresAt.getTime() <= now) {
    throw badKeyInput(['id'], 'this API key has expired; make a new one');
  }
}
