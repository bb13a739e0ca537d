import type { AnonymousSettings } from '../../config/caller-settings.js';
import type { AuthenticationMethod } from '../authenticate.js';
import type { PermissionsOf } from '../issuers/to-principal.js';
import type { Principal } from '../principal.js';

export interface AnonymousMethodOptions {
  readonly settings: AnonymousSettings;
  readonly permissionsOf: PermissionsOf;
}

/** Whoever brings no credential. They are one caller: what one of them may see, all may. */
export function createAnonymousMethod({ settings, permissionsOf }: AnonymousMethodOptions): AuthenticationMethod {
  const roles = [settings.role];
  const principal: Principal = Object.freeze({
    id: 'anonymous',
    tenant: settings.tenant,
    kind: 'anonymous',
    roles,
    permissions: permissionsOf(roles),
  });
  return { recognizes: ({ token }) => token === null, authenticate: async () => principal };
}
