import { describe, expect, it } from '@jest/globals';

import { parseApiKey } from '../../identity/api-key.js';
import { createRoles } from '../../identity/roles.js';
import { toActor } from '../actor.js';
import { codes, CREATE, describeAtGateways, ME, REVOKE, ROTATE } from '../testing/key-operations.js';
import { requireGrant } from './require-grant.js';

await describeAtGateways('an API key', ({ gateway, asAdmin, make }) => {
  it('administers the keys of its own tenant and sees no others', async () => {
    const scopes = ['keys:manage', 'audit:read', 'context:embed'];
    const acme = await make({ tenant: 'acme', scopes });
    const other = await make({ tenant: 'other', scopes });
    const asAcme = (query: string, variables: object = {}) => gateway().ask(acme.secret, query, variables);
    expect((await asAcme('{ apiKeys { nodes { id tenant } } auditLog { nodes { tenant } } }')).data).toEqual({
      apiKeys: { nodes: [{ id: acme.apiKey.id, tenant: 'acme' }] },
      auditLog: { nodes: [{ tenant: 'acme' }] },
    });

    const { id } = other.apiKey;
    const input = { name: 'a', tenant: 'other', scopes: ['context:embed'] };
    expect((await asAcme(`{ apiKey(id: "${id}") { id } }`)).data).toEqual({ apiKey: null });
    expect(codes(await asAcme(ROTATE, { input: { id } }))).toEqual(['NOT_FOUND']);
    expect(codes(await asAcme(REVOKE, { id }))).toEqual(['NOT_FOUND']);
    expect(codes(await asAcme(CREATE, { input }))).toEqual(['FORBIDDEN']);
    expect(codes(await asAcme('{ apiKeys(tenant: "other") { nodes { id } } }'))).toEqual(['FORBIDDEN']);
    expect(codes(await asAcme('{ auditLog(tenant: "other") { nodes { id } } }'))).toEqual(['FORBIDDEN']);
    expect((await gateway().ask(other.secret, ME)).status).toBe(200);
    // Whoever manages tenants sees every one.
    const all = await asAdmin('{ apiKeys(tenant: "other") { nodes { id } } }');
    expect(all.data).toEqual({ apiKeys: { nodes: [{ id }] } });
  });

  it('gives nobody more than its holder has', async () => {
    const soon = new Date(Date.now() + 600_000).toISOString();
    const later = new Date(Date.now() + 700_000).toISOString();
    const limits = { models: ['small'], services: ['near'], expiresAt: soon };
    const { secret, apiKey } = await make({ scopes: ['keys:manage', 'context:embed'], ...limits });
    const give = (input: object) => gateway().ask(secret, CREATE, { input: { name: 'b', ...limits, ...input } });
    const tooMuch = [
      { roles: ['admin'] },
      { roles: ['service'], models: ['small'] },
      { scopes: ['context:*'] },
      { scopes: ['context:summarize'] },
      { scopes: ['context:embed'], models: ['small', 'large'] },
      { scopes: ['context:embed'], models: null },
      { scopes: ['context:embed'], services: ['far'] },
      { scopes: ['context:embed'], expiresAt: null },
      { scopes: ['context:embed'], expiresAt: later },
    ];
    for (const input of tooMuch) expect(codes(await give(input))).toEqual(['FORBIDDEN']);
    expect(codes(await give({ scopes: ['context:embed'] }))).toEqual([]);
    // Who rotates a key gets what it gives.
    const rotate = (input: object) => gateway().ask(secret, ROTATE, { input });
    expect(codes(await rotate({ id: parseApiKey(gateway().keys.admin)!.id }))).toEqual(['FORBIDDEN']);
    expect(codes(await rotate({ id: apiKey.id, expiresAt: later }))).toEqual(['FORBIDDEN']);
  });

  it('administers nothing without the permission', async () => {
    const input = { name: 'a', roles: ['viewer'] };
    for (const role of ['developer', 'viewer', 'service', 'operator'] as const) {
      const made = await gateway().ask(gateway().keys[role], CREATE, { input });
      expect(made.data ?? { createApiKey: null }).toEqual({ createApiKey: null });
      expect(made.errors).toHaveLength(1);
      const listed = await gateway().ask(gateway().keys[role], '{ apiKeys { nodes { id } } }');
      expect(listed.data ?? { apiKeys: null }).toEqual({ apiKeys: null });
    }
  });
});

describe('a role that is held to a model', () => {
  const roles = createRoles({
    trial: { permissions: ['context:*', 'keys:manage'], models: ['small'], inherits: [] },
    wide: { permissions: ['context:*'], inherits: [] },
  });
  const actor = toActor({
    id: 'a',
    tenant: 't',
    kind: 'jwt',
    roles: ['trial'],
    permissions: roles.permissionsOf(['trial']),
  });
  const open = { tenant: 't', roles: [], scopes: ['context:embed'], models: null, services: null, expiresAt: null };

  it.each([
    ['a scope without a list', {}],
    ['a role without a list', { roles: ['wide'] }],
    ['another model', { models: ['small', 'large'] }],
  ])('gives no %s', (_, more) =>
    expect(() => requireGrant(actor, { ...open, ...more }, roles)).toThrow('you may give small'),
  );

  it.each([
    ['itself', { roles: ['trial'] }],
    ['a scope with its model', { models: ['small'] }],
    ['a wider role with its model', { roles: ['wide'], models: ['small'] }],
  ])('gives %s', (_, more) => expect(() => requireGrant(actor, { ...open, ...more }, roles)).not.toThrow());
});
