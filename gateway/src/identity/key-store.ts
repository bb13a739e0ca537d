import { randomBytes } from 'node:crypto';
import { type ApiKey, parseApiKey } from './api-key.js';
import { equalHashes, hashKey } from './key-hash.js';
import type { Principal } from './principal.js';
import { permissionsOf, type Role } from './roles.js';

/** The keys of the gateway by role, as text. */
export type RoleKeys = Readonly<Partial<Record<Role, string>>>;

/** Knows the principals behind API keys. */
export interface KeyStore {
  /** Whose key it is; null when it is nobody's. */
  find(key: ApiKey): Principal | null;
}

interface StoredKey {
  readonly hash: Uint8Array;
  readonly principal: Principal;
}

/** A store in memory. The pepper lives as long as the process, since the hashes do. */
export function createKeyStore(keys: RoleKeys, pepper: Uint8Array = randomBytes(32)): KeyStore {
  const stored = new Map<string, StoredKey>();
  for (const [role, text] of Object.entries(keys) as [Role, string][]) {
    const key = parseApiKey(text);
    if (key !== null) stored.set(key.id, { hash: hashKey(text, pepper), principal: toPrincipal(key, role) });
  }
  const nobody = randomBytes(32);
  return {
    find: (key) => {
      const found = stored.get(key.id);
      // An unknown id takes as long as a known one with a wrong secret.
      const equal = equalHashes(hashKey(key.text, pepper), found?.hash ?? nobody);
      return equal ? (found?.principal ?? null) : null;
    },
  };
}

function toPrincipal({ id }: ApiKey, role: Role): Principal {
  return Object.freeze({
    id,
    tenant: 'default',
    kind: 'api-key',
    credential: id,
    roles: [role],
    permissions: permissionsOf(role),
  });
}
