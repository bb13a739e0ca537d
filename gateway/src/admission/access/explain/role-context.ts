import type { Logger } from '@sluice/telemetry';

import type { Principal } from '../../../identity/principal.js';
import type { AccessContext } from '../access-context.js';
import { type AccessContextOptions, createAccessContext } from '../create-access-context.js';

/** The role of those who send no credential. */
export const ANONYMOUS = 'anonymous';

/** What the rules would be told of somebody who has a role and nothing else. */
export function roleContext(role: string, options: AccessContextOptions & { readonly logger: Logger }): AccessContext {
  const isAnonymous = role === ANONYMOUS;
  const principal: Principal = {
    id: role,
    credential: role,
    tenant: 'default',
    kind: isAnonymous ? 'anonymous' : 'api-key',
    roles: isAnonymous ? [] : [role],
    permissions: options.roles.permissionsOf([role]),
  };
  const { signal } = new AbortController();
  return createAccessContext({ principal, requestId: 'explain', signal, logger: options.logger }, options);
}
