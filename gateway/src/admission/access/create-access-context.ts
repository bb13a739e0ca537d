import { createAllowances } from '../../identity/allowances.js';
import type { Roles } from '../../identity/roles.js';
import type { RequestContext } from '../../request-context.js';
import type { AccessContext } from './access-context.js';
import { createPolicyDecider, type Policies } from './policies.js';

export interface AccessContextOptions {
  readonly roles: Roles;
  readonly policies: Policies;
}

/** What the rules are told of one operation of one caller; it must not outlive the operation. */
export function createAccessContext(
  context: Pick<RequestContext, 'principal' | 'requestId' | 'signal' | 'logger'>,
  { roles, policies }: AccessContextOptions,
): AccessContext {
  return {
    principal: context.principal,
    allowances: createAllowances(context.principal, roles),
    policy: createPolicyDecider(policies, context),
    _shield: { cache: Object.create(null) as Record<string, never> },
  };
}
