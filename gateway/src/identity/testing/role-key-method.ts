import { parseApiKey } from '../api-key.js';
import type { AuthenticationMethod } from '../authenticate.js';
import type { RoleKeys } from '../key-file.js';
import { generatePepper, parsePeppers } from '../keys/peppers.js';
import type { StoredKey } from '../keys/stored-key.js';
import { createKeyVerifier } from '../keys/verify-key.js';
import { createApiKeyMethod } from '../methods/api-key-method.js';
import { createRoles } from '../roles.js';

/** API keys by role that stand in memory, for tests of what is not about keys. */
export function createRoleKeyMethod(keys: RoleKeys): AuthenticationMethod {
  const peppers = parsePeppers(generatePepper());
  const stored = new Map<string, StoredKey>();
  for (const [role, text = ''] of Object.entries(keys)) {
    const key = parseApiKey(text);
    if (key === null) throw new TypeError('Expected an API key.');
    const { id, environment } = key;
    const open = { models: null, services: null, origins: [], addresses: [], scopes: [] };
    const never = { expiresAt: null, revokedAt: null, replacedBy: null, lastUsedAt: null };
    const birth = { number: stored.size + 1, name: role, tenant: 'default', createdAt: new Date(), createdBy: 'test' };
    stored.set(id, { id, environment, roles: [role], ...birth, ...open, ...never, ...peppers.hash(text) });
  }
  const verify = createKeyVerifier({
    find: async (id) => stored.get(id) ?? null,
    peppers,
    environments: new Set(['dev', 'live']),
    isFresh: () => true,
  });
  return createApiKeyMethod({ verify, roles: createRoles() });
}
