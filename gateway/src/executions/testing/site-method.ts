import type { AuthenticationMethod } from '../../identity/authenticate.js';
import { ServiceError } from '@sluice/schema';
import { parseApiKey } from '../../identity/api-key.js';
import { createRoleKeyMethod } from '../../identity/testing/role-key-method.js';
import type { SiteKeys } from './execution-site.js';

/** The roles under which the keys stand in the store. */
export function toRoleKeys({ developer, viewer, colleague, stranger }: SiteKeys) {
  return { developer, viewer, service: colleague, admin: stranger };
}

/** Finds out who calls at a site. */
export function createSiteMethod(keys: SiteKeys): AuthenticationMethod {
  const method = createRoleKeyMethod(toRoleKeys(keys));
  const [colleague, stranger] = [keys.colleague, keys.stranger].map((text) => parseApiKey(text)?.id);
  return {
    ...method,
    async authenticate(presented, signal) {
      const principal = await method.authenticate(presented, signal);
      if (principal instanceof ServiceError) return principal;
      if (principal.id === colleague) return { ...principal, permissions: ['context:*'] };
      return principal.id === stranger ? { ...principal, tenant: 'elsewhere' } : principal;
    },
  };
}
