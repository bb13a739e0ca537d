import type { ApiKey, ApiKeyState } from '@sluice/schema/resolvers';

import type { StoredKey } from '../../identity/keys/stored-key.js';
import { writeDateTime } from './date-time.js';

/** An API key as the graph tells of it: nothing that could be guessed from. */
export function toApiKey(key: StoredKey): ApiKey {
  const { hash: _, pepper: __, environment: ___, number: ____, ...told } = key;
  return {
    ...told,
    state: stateOf(key),
    createdAt: writeDateTime(key.createdAt),
    expiresAt: key.expiresAt && writeDateTime(key.expiresAt),
    revokedAt: key.revokedAt && writeDateTime(key.revokedAt),
    lastUsedAt: key.lastUsedAt && writeDateTime(key.lastUsedAt),
  };
}

/** Whether a key is good at a moment. */
export function stateOf({ revokedAt, expiresAt, replacedBy }: StoredKey, now = Date.now()): ApiKeyState {
  if (revokedAt !== null) return 'REVOKED';
  if (expiresAt !== null && expiresAt.getTime() <= now) return 'EXPIRED';
  return replacedBy === null ? 'ACTIVE' : 'ROTATED';
}
