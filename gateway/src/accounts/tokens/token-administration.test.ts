import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { issuerSettings } from '../../config/issuer-settings.js';
import { tokenName } from '../../identity/tokens/token-name.js';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../identity/testing/start-issuer.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { findPostgres, type TestDatabase, type TestPostgres } from '../../storage/testing/test-postgres.js';
import { generatePepper, parsePeppers } from '../../identity/keys/peppers.js';
import { codes } from '../testing/key-operations.js';
import { type KeyGateway, startKeyGateway } from '../testing/start-key-gateway.js';

const REVOKE = 'mutation ($token: String!) { revokeToken(input: { token: $token }) { credential until } }';
const ME = '{ me { id kind } }';
const LOG = '{ auditLog(first: 1) { nodes { action target actor details } } }';

let issuer: TestIssuer;
let postgres: TestPostgres | null;
let database: TestDatabase | undefined;
/** Two gateways of one store, where there is a server; else one, as the embedded store has no more. */
let gateways: readonly KeyGateway[];

beforeAll(async () => {
  [issuer, postgres] = await Promise.all([startIssuer(), findPostgres()]);
  database = await postgres?.createDatabase();
  const login = { name: 'login', issuer: issuer.url, audience: [AUDIENCE], scopes: {} };
  const shared = {
    issuers: [issuerSettings.parse(login)],
    databaseUrl: database?.url,
    peppers: parsePeppers(generatePepper()),
  };
  const first = await startKeyGateway(shared);
  gateways = database ? [first, await startKeyGateway({ ...shared, keys: first.keys })] : [first];
}, 120_000);
afterAll(async () => {
  for (const gateway of gateways) await gateway[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
  await database?.drop();
  await postgres?.[Symbol.asyncDispose]();
});

const first = () => gateways[0] as KeyGateway;

it('a token that is revoked at one gateway is refused at all of them, and the log tells who did it', async () => {
  const token = await issuer.sign();
  for (const gateway of gateways) {
    expect((await gateway.ask(token, ME)).data).toEqual({ me: { id: 'login:ada', kind: 'JWT' } });
  }
  const revoked = await first().ask(first().keys.admin, REVOKE, { token });
  const until = expect.stringMatching(/^\d{4}-/) as unknown;
  expect(revoked.data).toEqual({ revokeToken: { credential: tokenName(token), until } });
  for (const gateway of gateways) await expectSoon(async () => (await gateway.ask(token, ME)).status === 401);
  const { data } = await first().ask(first().keys.admin, LOG);
  const entry = { action: 'token.revoked', target: tokenName(token), details: {} };
  expect(data).toMatchObject({ auditLog: { nodes: [entry] } });
  expect(JSON.stringify(data)).not.toContain(token);
  expect((await first().ask(await issuer.sign({ claims: { sub: 'grace' } }), ME)).status).toBe(200);
});

it('nobody revokes tokens who may not manage keys, and nothing that is no token', async () => {
  const token = await issuer.sign({ claims: { sub: 'grace' } });
  const { developer, admin } = first().keys;
  expect(codes(await first().ask(developer, REVOKE, { token }))).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  expect(codes(await first().ask(token, REVOKE, { token }))).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  for (const wrong of ['', 'a b', 'x'.repeat(9_000), 'a\0']) {
    expect(codes(await first().ask(admin, REVOKE, { token: wrong }))).toEqual(['BAD_USER_INPUT']);
  }
  expect((await first().ask(token, ME)).status).toBe(200);
});

it('a token that says to live forever is not remembered for longer than ten years', async () => {
  const token = await issuer.sign({ claims: { exp: 99_999_999_999 } });
  const { data } = await first().ask<{ revokeToken: { until: string } }>(first().keys.admin, REVOKE, { token });
  expect(Date.parse(data.revokeToken.until)).toBeLessThan(Date.now() + 3_654 * 86_400_000);
  expect((await first().ask(token, ME)).status).toBe(401);
});
