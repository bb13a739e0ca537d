import type { Selectable } from 'kysely';

import type { ApiKeysTable } from '../../storage/store/tables.js';
import type { KeyEnvironment } from '../api-key.js';

/** Everything that is known of an API key. The key itself is known to nobody but its holder. */
export interface StoredKey {
  /** Public: it names the key in logs. */
  readonly id: string;
  /** In the order of creation. */
  readonly number: number;
  readonly environment: KeyEnvironment;
  /** What people call it. */
  readonly name: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  /** Permissions beside those of the roles. */
  readonly scopes: readonly string[];
  /** Models that it may name; null for every one. */
  readonly models: readonly string[] | null;
  /** AI services that it may be routed to; null for every one. */
  readonly services: readonly string[] | null;
  /** Web origins that it may come from; empty for anywhere. */
  readonly origins: readonly string[];
  /** Addresses and CIDR ranges that it may come from; empty for anywhere. */
  readonly addresses: readonly string[];
  readonly createdAt: Date;
  /** The id of the principal who made it, or `cli`, `file`. */
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** The id of the key that was made in its place. */
  readonly replacedBy: string | null;
  /** Exact to two minutes. */
  readonly lastUsedAt: Date | null;
  /** HMAC-SHA-256 of the key. */
  readonly hash: Uint8Array;
  /** The id of the pepper that it was hashed under. */
  readonly pepper: string;
}

/** Reads a row. */
export function toStoredKey(row: Selectable<ApiKeysTable>): StoredKey {
  const { created_at, created_by, expires_at, revoked_at, replaced_by, last_used_at, generation: _, ...same } = row;
  return {
    ...same,
    createdAt: created_at,
    createdBy: created_by,
    expiresAt: expires_at,
    revokedAt: revoked_at,
    replacedBy: replaced_by,
    lastUsedAt: last_used_at,
  };
}
