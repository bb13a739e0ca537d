import { ServiceError } from '@sluice/schema';

import type { AuthenticationMethod } from '../authenticate.js';
import type { StoredKey } from '../keys/stored-key.js';
import type { VerifyKey } from '../keys/verify-key.js';
import type { Principal } from '../principal.js';
import type { Roles } from '../roles.js';

/** Every token that begins so wants to be an API key; those of others are made by others. */
const PREFIX = 'slc_';

export interface ApiKeyMethodOptions {
  readonly verify: VerifyKey;
  readonly roles: Pick<Roles, 'permissionsOf'>;
  /** Told of each use of a key; must not throw, and must not wait. */
  readonly onUse?: (key: StoredKey) => void;
}

/** API keys, as this gateway makes them. */
export function createApiKeyMethod({ verify, roles, onUse }: ApiKeyMethodOptions): AuthenticationMethod {
  /** Keys live as long as the cache keeps them, and so do their principals. */
  const principals = new WeakMap<StoredKey, Principal>();
  const principalOf = (key: StoredKey) => {
    const principal = principals.get(key) ?? toPrincipal(key, roles);
    principals.set(key, principal);
    return principal;
  };
  return {
    recognizes: ({ token }) => token?.startsWith(PREFIX) ?? false,
    async authenticate({ token, address, origin }) {
      const key = await verify(token ?? '', { address, origin });
      if (key instanceof ServiceError) return key;
      onUse?.(key);
      return principalOf(key);
    },
  };
}

function toPrincipal(key: StoredKey, { permissionsOf }: ApiKeyMethodOptions['roles']): Principal {
  const { id, tenant, roles, scopes, models, services, expiresAt } = key;
  return Object.freeze({
    id,
    tenant,
    kind: 'api-key',
    credential: id,
    roles,
    permissions: [...new Set([...permissionsOf(roles), ...scopes])],
    ...((models ?? services) && { allows: { ...(models && { models }), ...(services && { services }) } }),
    ...(expiresAt && { expiresAt: expiresAt.getTime() }),
  });
}
