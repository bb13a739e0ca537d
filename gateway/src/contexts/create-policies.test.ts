import { describe, expect, it } from '@jest/globals';

import type { Principal } from '../identity/principal.js';
import { createPolicies, type PolicySettings } from './create-policies.js';

const SETTINGS: PolicySettings = {
  maxTextLength: 1_000,
  maxTexts: 10,
  modelAliases: {},
  roles: { viewer: { maxTokens: 100, maxTextLength: 200 }, service: { maxTokens: 500, maxTexts: 50 } },
};

/** The policy of somebody with these roles. */
function policyOf(roles: readonly string[], settings = SETTINGS) {
  const principal: Principal = { id: 'a', tenant: 't', kind: 'api-key', roles, permissions: [] };
  return createPolicies(settings)(principal);
}

describe('the policy of a principal', () => {
  it('is that of all, without a role or with one that has none of its own', () => {
    const general = { maxTextLength: 1_000, maxTexts: 10, maxTokens: null };
    for (const roles of [[], ['developer'], ['__proto__']]) expect(policyOf(roles)).toMatchObject(general);
  });

  it('is that of its role, where the role has its own bounds', () => {
    expect(policyOf(['viewer'])).toMatchObject({ maxTextLength: 200, maxTexts: 10, maxTokens: 100 });
  });

  it('has the widest bounds of several roles', () => {
    expect(policyOf(['viewer', 'service'])).toMatchObject({ maxTextLength: 1_000, maxTexts: 50, maxTokens: 500 });
    expect(policyOf(['viewer', 'developer'])).toMatchObject({ maxTokens: null });
  });

  it('caps the tokens of those whose roles say nothing by the general cap', () => {
    expect(policyOf(['viewer', 'developer'], { ...SETTINGS, maxTokens: 300 })).toMatchObject({ maxTokens: 300 });
  });
});
