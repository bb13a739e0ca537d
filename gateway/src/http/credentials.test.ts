import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { identitySettings } from '../config/identity-settings.js';
import { HOSTILE_HEADERS, HOSTILE_TOKENS, type HostileOptions } from '../identity/testing/hostile-tokens.js';
import { AUDIENCE, makeKey, startIssuer, type TestIssuer } from '../identity/testing/start-issuer.js';
import { type Present, type Reception, TRANSPORTS } from '../testing/present-credential.js';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';

let upstream: Upstream;
let issuer: TestIssuer;
let other: TestIssuer;
let gateway: TestGateway;
let hostile: HostileOptions;

beforeAll(async () => {
  [upstream, issuer, other] = await Promise.all([startUpstream('language'), startIssuer(), startIssuer()]);
  const tenant = { value: 'other' };
  const settings = identitySettings.parse({
    issuers: [
      { name: 'login', issuer: issuer.url, audience: [AUDIENCE], scopes: {} },
      { name: 'other', issuer: other.url, audience: ['https://other.example'], scopes: {}, tenant },
    ],
  });
  gateway = await startTestGateway({ upstream: upstream.url }, { identity: { settings, reach: { coolDownMs: 100 } } });
  hostile = { issuer, other, forged: await makeKey('forged'), apiKey: gateway.key };
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await Promise.all([upstream, issuer, other].map((part) => part[Symbol.asyncDispose]()));
});

/** A refusal says that it is one, and nothing else. */
function expectRefusal({ status, closeCode, code, body }: Reception): void {
  expect(body.length).toBeLessThan(2_000);
  expect(body).not.toMatch(/127\.0\.0\.1|jwks|node_modules|at .*\.js/);
  // What came after the upgrade closes the WebSocket instead.
  expect(closeCode ?? status).toBe(closeCode === undefined ? 401 : 4403);
  expect([undefined, 'UNAUTHENTICATED']).toContain(code);
  expect(upstream.requests).toEqual([]);
}

async function expectServed(present: Present): Promise<void> {
  const { body } = await present(gateway.url, [`Bearer ${await issuer.sign()}`]);
  expect(body).toContain('"services":[{"name":"upstream"}]');
}

describe.each(TRANSPORTS)('over %s', (_, present) => {
  it('a good token is served, and so is a key', async () => {
    await expectServed(present);
    const { body } = await present(gateway.url, [`Bearer ${gateway.key}`]);
    expect(body).toContain('"services":[{"name":"upstream"}]');
  });

  it.each(['bearer', 'BEARER', 'bEARER'])('the scheme may be written %s', async (scheme) => {
    const { body } = await present(gateway.url, [`${scheme} ${await issuer.sign()}`]);
    expect(body).toContain('"services":[{"name":"upstream"}]');
  });

  it.each(HOSTILE_TOKENS)('a token is refused that has %s', async (_title, make) => {
    expectRefusal(await present(gateway.url, await make(hostile)));
    await expectServed(present);
  });

  it.each(HOSTILE_HEADERS)('%s is no credential', async (_title, make) => {
    expectRefusal(await present(gateway.url, await make(hostile)));
  });

  it('a credential in the URL is none, and is no answer either', async () => {
    const token = await issuer.sign();
    for (const name of ['access_token', 'token', 'authorization', 'key']) {
      const reception = await present(gateway.url, [], `/graphql?${name}=${token}`);
      expectRefusal(reception);
      expect(reception.body).not.toContain(token);
    }
  });
});
