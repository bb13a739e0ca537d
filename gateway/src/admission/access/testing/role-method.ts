import { ServiceError } from '@sluice/schema';

import type { AuthenticationMethod } from '../../../identity/authenticate.js';
import type { Principal } from '../../../identity/principal.js';
import { createRoles, type RoleSettings } from '../../../identity/roles.js';

const PREFIX = 'role-';

/** The bearer token of somebody with a role, known or not. */
export const tokenOf = (role: string) => `${PREFIX}${role}`;

/** Whoever says so has a role: for tests of what roles may do. */
export function createRoleMethod(own: Readonly<Record<string, RoleSettings>> = {}): AuthenticationMethod {
  const roles = createRoles(own);
  return {
    recognizes: ({ token }) => token === null || token.startsWith(PREFIX),
    async authenticate({ token }) {
      if (token === null) return principalOf('anonymous', []);
      if (!token.startsWith(PREFIX)) return new ServiceError('UNAUTHENTICATED', 'No role.');
      const names = [token.slice(PREFIX.length)];
      return { ...principalOf('api-key', names), permissions: roles.permissionsOf(names) };
    },
  };
}

function principalOf(kind: Principal['kind'], roles: readonly string[]): Principal {
  return { id: roles.join() || kind, credential: 'test', tenant: 'default', kind, roles, permissions: [] };
}
