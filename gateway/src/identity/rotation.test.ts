import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { silentLogger } from '@sluice/telemetry';

import { identitySettings } from '../config/identity-settings.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { createIdentity, type Identity } from './create-identity.js';
import type { Principal } from './principal.js';
import { createRoles } from './roles.js';
import { AUDIENCE, makeKey, startIssuer, type TestIssuer } from './testing/start-issuer.js';
import { createRoleKeyMethod } from './testing/role-key-method.js';

let issuer: TestIssuer;
let identity: Identity;

beforeEach(async () => {
  issuer = await startIssuer();
  identity = open(issuer);
});
afterEach(async () => {
  await identity.close();
  await issuer[Symbol.asyncDispose]();
});

function open(...issuers: readonly TestIssuer[]): Identity {
  const settings = identitySettings.parse({
    issuers: issuers.map(({ url }, index) => ({
      name: `login-${index}`,
      issuer: url,
      audience: [AUDIENCE],
      scopes: {},
      tenant: { value: `tenant-${index}` },
    })),
  });
  return createIdentity({
    settings,
    mode: 'development',
    apiKeys: createRoleKeyMethod({}),
    permissionsOf: createRoles().permissionsOf,
    environment: {},
    logger: silentLogger,
    reach: { coolDownMs: 100, pauseMs: 50 },
  });
}

/** Whom a token proves, or the code of the refusal. */
async function ask(token: string, of = identity): Promise<Principal | string> {
  const credentials = { headers: { authorization: [`Bearer ${token}`] }, address: '127.0.0.1' };
  const found = await of.authenticator.authenticate(credentials, new AbortController().signal);
  return found instanceof ServiceError ? found.code : found;
}

describe('an issuer', () => {
  it('changes its keys again and again under load, and no request fails', async () => {
    const subjects: (string | Principal)[] = [];
    for (let round = 0; round < 5; round++) {
      issuer.keys = [await makeKey(`round-${round}`)];
      const tokens = await Promise.all(
        Array.from({ length: 20 }, (_, index) => issuer.sign({ claims: { sub: `${round}.${index}` } })),
      );
      subjects.push(...(await Promise.all(tokens.map((token) => ask(token)))));
    }
    expect(subjects.filter((found) => typeof found === 'string')).toEqual([]);
    expect(issuer.keySetLoads).toBe(5);
  });

  it('goes away, and its tokens go on; those of keys that nobody knows wait for it', async () => {
    expect(await ask(await issuer.sign())).toMatchObject({ id: 'login-0:ada' });
    issuer.answer = (_, response) => void response.writeHead(503).end('<html>down</html>');
    expect(await ask(await issuer.sign({ claims: { sub: 'grace' } }))).toMatchObject({ id: 'login-0:grace' });
    const fresh = await makeKey('fresh');
    const token = await issuer.sign({ key: fresh });
    expect(await ask(token)).toBe('SERVICE_UNAVAILABLE');
    issuer.answer = null;
    issuer.keys = [fresh];
    expect(await ask(token)).toMatchObject({ id: 'login-0:ada' });
  });

  it('is away from the start: that is no fault of the caller, and is over when it is back', async () => {
    issuer.answer = (_, response) => void response.destroy();
    const token = await issuer.sign();
    expect(await ask(token)).toBe('SERVICE_UNAVAILABLE');
    issuer.answer = null;
    await expectSoon(async () => typeof (await ask(token)) === 'object');
    expect(await ask(token)).toMatchObject({ id: 'login-0:ada' });
  });

  it('whose metadata speak of another is not believed', async () => {
    issuer.answer = (_, response) => {
      response.end(JSON.stringify({ issuer: 'https://other.example', jwks_uri: `${issuer.url}/jwks` }));
    };
    expect(await ask(await issuer.sign())).toBe('SERVICE_UNAVAILABLE');
  });

  it('whose keys are no keys vouches for nobody', async () => {
    const { privateKey: _, ...key } = await makeKey('k1');
    issuer.keys = [{ ...key, publicJwk: { kty: 'oct', k: 'c2VjcmV0', kid: 'k1', alg: 'ES256' } } as never];
    expect(await ask(await issuer.sign({ key: await makeKey('k1') }))).toBe('UNAUTHENTICATED');
  });
});

it('two issuers with keys of the same name speak for their own callers alone', async () => {
  await using other = await startIssuer();
  const both = open(issuer, other);
  expect(await ask(await issuer.sign(), both)).toMatchObject({ id: 'login-0:ada', tenant: 'tenant-0' });
  expect(await ask(await other.sign(), both)).toMatchObject({ id: 'login-1:ada', tenant: 'tenant-1' });
  const [key] = other.keys;
  expect(await ask(await issuer.sign({ ...(key && { key }) }), both)).toBe('UNAUTHENTICATED');
  await both.close();
});
