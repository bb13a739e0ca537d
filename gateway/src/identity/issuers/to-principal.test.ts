import { describe, expect, it } from '@jest/globals';

import { issuerSettings } from '../../config/issuer-settings.js';
import { createRoles } from '../roles.js';
import { toBearer } from './to-principal.js';

const { permissionsOf } = createRoles({ reader: { permissions: ['context:embed', 'usage:read'], inherits: [] } });

/** What claims make of a caller of an issuer with these settings. */
function bearer(claims: Record<string, unknown>, settings: Record<string, unknown> = { scopes: {} }) {
  const usual = { name: 'login', issuer: 'https://login.example', audience: ['a'] };
  return toBearer(
    { sub: 'ada', ...claims },
    { settings: issuerSettings.parse({ ...usual, ...settings }), permissionsOf },
  );
}

describe('who a token names', () => {
  it('is the subject, in the name of the issuer', () => expect(bearer({})?.id).toBe('login:ada'));

  it('is the client, where no user takes part; no user can be named like it', () => {
    expect(bearer({ sub: undefined, client_id: 'app' })?.id).toBe('login#app');
    expect(bearer({ sub: '#app' })?.id).toBe('login:#app');
  });

  it.each([[''], ['a b'], ['a\nb'], ['ü'], ['x'.repeat(256)], [1], [null], [['ada']]])(
    'is nobody by the subject %j',
    (sub) => expect(bearer({ sub })).toBeNull(),
  );
});

describe('the tenant', () => {
  it('is the same one for all, if nothing else is said', () => {
    expect(bearer({ tenant: 'evil' })?.tenant).toBe('default');
    expect(bearer({}, { scopes: {}, tenant: { value: 'acme' } })?.tenant).toBe('acme');
  });

  it('is what a claim says, if the issuer may say so', () => {
    const settings = { scopes: {}, tenant: { claim: ['org', 'id'], allowed: ['acme'] } };
    expect(bearer({ org: { id: 'acme' } }, settings)?.tenant).toBe('acme');
    expect(bearer({ org: { id: 'other' } }, settings)).toBeNull();
    expect(bearer({ 'org.id': 'acme' }, settings)).toBeNull();
    expect(bearer({}, settings)).toBeNull();
  });

  it.each(['', 'a b', '../x', 'a\0', 1, null, {}, 'x'.repeat(129)])('is never %j', (org) => {
    expect(bearer({ org }, { scopes: {}, tenant: { claim: 'org' } })).toBeNull();
  });
});

describe('what a token allows', () => {
  it('is what its scopes name: text or list, and only what is a permission', () => {
    expect(bearer({ scope: 'openid context:embed keys:*' })?.permissions).toEqual(['context:embed', 'keys:*']);
    expect(bearer({ scope: ['context:embed', 7, 'a b'] })?.permissions).toEqual(['context:embed']);
    expect(bearer({})?.permissions).toEqual([]);
  });

  it('is what its scopes are mapped to', () => {
    const scopes = { claim: 'scp', map: { 'AI.Run': ['context:*'], constructor: [] } };
    expect(bearer({ scp: 'AI.Run toString context:embed' }, { scopes })?.permissions).toEqual(['context:*']);
  });

  it('is what its roles allow, of which only those count that are mapped', () => {
    const roles = { claim: ['realm_access', 'roles'], map: { 'ai-user': ['reader'] } };
    const found = bearer({ realm_access: { roles: ['ai-user', 'admin', 'constructor'] } }, { roles });
    expect(found).toMatchObject({ roles: ['reader'], permissions: ['context:embed', 'usage:read'] });
    expect(bearer({ 'realm_access.roles': ['ai-user'] }, { roles })).toMatchObject({ roles: [], permissions: [] });
  });

  it('is what roles and scopes both allow, where both are configured', () => {
    const settings = { roles: { always: ['reader'] }, scopes: {} };
    expect(bearer({ scope: 'context:* keys:manage' }, settings)?.permissions).toEqual(['context:embed']);
    expect(bearer({ scope: 'usage:read' }, settings)?.permissions).toEqual(['usage:read']);
    expect(bearer({}, settings)?.permissions).toEqual([]);
  });
});
