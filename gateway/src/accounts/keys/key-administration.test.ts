import { expect, it } from '@jest/globals';

import { parseApiKey } from '../../identity/api-key.js';
import { codes, CREATE, describeAtGateways, ME, REVOKE, ROTATE } from '../testing/key-operations.js';
import type { Answer } from '../testing/start-key-gateway.js';

interface Rotated {
  readonly rotateApiKey: { readonly secret: string };
}

interface Listed {
  readonly apiKeys: {
    readonly nodes: readonly { readonly name: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

await describeAtGateways('an administrator', ({ gateway, asAdmin, make }) => {
  it('makes a key that is good at once, and shows it this once', async () => {
    const given = { name: 'Billing', roles: ['developer'], scopes: ['usage:read'], models: ['small'] };
    const { secret, apiKey } = await make({ ...given, expiresAt: '2999-01-01T00:00:00Z' });
    const { id } = parseApiKey(secret)!;
    const usual = { tenant: 'default', state: 'ACTIVE', services: null, origins: [], addresses: [] };
    const createdBy = parseApiKey(gateway().keys.admin)!.id;
    expect(apiKey).toEqual({ ...given, ...usual, id, createdBy, expiresAt: '2999-01-01T00:00:00.000Z' });
    expect(await gateway().ask(secret, ME)).toMatchObject({
      data: { me: { id, tenant: 'default', kind: 'API_KEY', roles: ['developer'], models: ['small'] } },
    });
    const listed = await asAdmin(`{ apiKeys { nodes { id name } } apiKey(id: "${id}") { name } }`);
    expect(listed.data).toMatchObject({ apiKey: { name: 'Billing' } });
    expect(JSON.stringify(listed)).not.toContain(secret.slice(-38));
  });

  it('rotates a key with overlap, and revokes it for good', async () => {
    const old = await make({ roles: ['viewer'] });
    const { id } = old.apiKey;
    const validUntil = new Date(Date.now() + 3_600_000).toISOString();
    const { data } = await asAdmin<Rotated>(ROTATE, { input: { id, validUntil } });
    const replacement = parseApiKey(data.rotateApiKey.secret)!;
    expect(data.rotateApiKey).toMatchObject({
      apiKey: { id: replacement.id, roles: ['viewer'], state: 'ACTIVE' },
      replaced: { id, state: 'ROTATED', replacedBy: replacement.id, expiresAt: validUntil },
    });
    for (const key of [old.secret, replacement.text]) expect((await gateway().ask(key, ME)).status).toBe(200);
    // A key is replaced once.
    expect(codes(await asAdmin(ROTATE, { input: { id } }))).toEqual(['BAD_USER_INPUT']);

    const revoked = await asAdmin(REVOKE, { id });
    expect(revoked.data).toMatchObject({ revokeApiKey: { apiKey: { state: 'REVOKED' } } });
    expect((await gateway().ask(old.secret, ME)).status).toBe(401);
    expect((await gateway().ask(replacement.text, ME)).status).toBe(200);
    expect(codes(await asAdmin(REVOKE, { id }))).toEqual([]);
    expect(codes(await asAdmin(ROTATE, { input: { id } }))).toEqual(['BAD_USER_INPUT']);
  });

  it('ends the old key at once when there is to be no overlap', async () => {
    const { apiKey, secret } = await make({ roles: ['viewer'] });
    const validUntil = new Date(Date.now() - 1).toISOString();
    expect(codes(await asAdmin(ROTATE, { input: { id: apiKey.id, validUntil } }))).toEqual([]);
    expect((await gateway().ask(secret, ME)).status).toBe(401);
  });

  it('lists page by page, newest first, as connections do', async () => {
    for (const name of ['one', 'two', 'three']) await make({ name, roles: ['viewer'] });
    const page = `query ($after: String) {
      apiKeys(first: 2, after: $after) { edges { cursor node { name } } nodes { name } pageInfo { hasNextPage endCursor } }
    }`;
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Answer<Listed> = await asAdmin<Listed>(page, { after });
      names.push(...data.apiKeys.nodes.map(({ name }) => name));
      after = data.apiKeys.pageInfo.hasNextPage ? data.apiKeys.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names.slice(0, 3)).toEqual(['three', 'two', 'one']);
    expect(names).toEqual(expect.arrayContaining(['admin', 'developer', 'operator', 'service', 'viewer']));
    for (const wrong of ['first: 0', 'first: 101', 'first: -1', 'after: "x"', `after: "${'a'.repeat(1000)}"`]) {
      expect(codes(await asAdmin(`{ apiKeys(${wrong}) { nodes { id } } }`))).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('is told what is wrong with an input, and where', async () => {
    const wrong: [object, string][] = [
      [{ name: '' }, 'input.name'],
      [{ name: 'a\u0007b' }, 'input.name'],
      [{ name: 'x'.repeat(101) }, 'input.name'],
      [{ roles: [] }, 'input.roles'],
      [{ roles: ['stranger'] }, 'no role stranger'],
      [{ scopes: ["'; DROP TABLE sluice.api_keys; --"] }, 'input.scopes.0'],
      [{ tenant: '../other' }, 'input.tenant'],
      [{ origins: ['https://app.example.com/path'] }, 'input.origins.0'],
      [{ addresses: ['10.0.0.0/33'] }, 'input.addresses.0'],
      [{ addresses: ['0x7f000001'] }, 'input.addresses.0'],
      [{ expiresAt: 'tomorrow' }, 'input.expiresAt'],
      [{ expiresAt: '2001-01-01T00:00:00Z' }, 'input.expiresAt'],
      [{ models: Array.from({ length: 201 }, (_, index) => `m${index}`) }, 'input.models'],
    ];
    for (const [input, place] of wrong) {
      const { errors } = await asAdmin(CREATE, { input: { name: 'a', roles: ['viewer'], ...input } });
      expect(errors).toMatchObject([
        { message: expect.stringContaining(place), extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
  });

  it('is written down with what was done, in the same transaction, and no secret is', async () => {
    const { apiKey, secret } = await make({ roles: ['viewer'] });
    const { id } = apiKey;
    const { data } = await asAdmin<Rotated>(ROTATE, { input: { id } });
    await asAdmin(REVOKE, { id });
    await asAdmin(REVOKE, { id });
    const log = await asAdmin('{ auditLog(first: 3) { nodes { actor action target details } } }');
    const actor = parseApiKey(gateway().keys.admin)!.id;
    const replacedBy = parseApiKey(data.rotateApiKey.secret)!.id;
    const nodes = [
      { actor, action: 'api-key.revoked', target: id },
      { actor, action: 'api-key.rotated', target: id, details: { replacedBy } },
      { actor, action: 'api-key.created', target: id, details: { roles: ['viewer'] } },
    ];
    expect(log.data).toMatchObject({ auditLog: { nodes } });
    expect(JSON.stringify(log)).not.toContain(secret.slice(-38));
  });

  it('changes nothing where that cannot be written down', async () => {
    const { store } = gateway().storage;
    await store.execute('ALTER TABLE sluice.audit_log RENAME TO away');
    const answer = await asAdmin(CREATE, { input: { name: 'never', roles: ['viewer'] } });
    await store.execute('ALTER TABLE sluice.away RENAME TO audit_log');
    expect(codes(answer)).toEqual(['INTERNAL']);
    const { data } = await asAdmin<Listed>('{ apiKeys { nodes { name } } }');
    expect(data.apiKeys.nodes).not.toContainEqual({ name: 'never' });
  });
});
