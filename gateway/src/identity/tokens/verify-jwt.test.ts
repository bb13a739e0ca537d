import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { issuerSettings } from '../../config/issuer-settings.js';
import { createPicker } from '../issuers/jwks.js';
import { AUDIENCE, startIssuer, type TestIssuer, type TokenParts } from '../testing/start-issuer.js';
import { verifyJwt } from './verify-jwt.js';

const NOW = Date.now();
const seconds = Math.floor(NOW / 1000);

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(async () => issuer[Symbol.asyncDispose]());

/** What is wrong with a token, or null: at a moment that stands still. */
async function problemOf(parts: TokenParts, jwt: Record<string, unknown> = {}): Promise<string | null> {
  const audience = [AUDIENCE, 'https://second.example'];
  const { jwt: set, ...settings } = issuerSettings.parse({ name: 'a', issuer: issuer.url, audience, scopes: {}, jwt });
  if (set === false) throw new TypeError('Expected settings of tokens.');
  const pick = createPicker({ keys: issuer.keys.map(({ publicJwk }) => publicJwk) });
  const token = await issuer.sign(parts);
  const options = { settings: { ...settings, jwt: set }, keys: { find: pick }, now: () => seconds * 1000 };
  try {
    await verifyJwt(token, options, new AbortController().signal);
    return null;
  } catch (error) {
    return (error as { problem?: string }).problem ?? String(error);
  }
}

describe('the clock of an issuer may differ by 60 seconds', () => {
  it.each([
    ['ended 59 seconds ago', { exp: seconds - 59 }, null],
    ['ended 61 seconds ago', { exp: seconds - 61 }, 'expired'],
    ['begins in 59 seconds', { nbf: seconds + 59 }, null],
    ['begins in 61 seconds', { nbf: seconds + 61 }, 'not yet valid'],
  ])('a token that %s', async (_, claims, problem) => expect(await problemOf({ claims })).toBe(problem));

  it('or by what is configured', async () => {
    const jwt = { clockSkewSeconds: 0 };
    expect(await problemOf({ claims: { exp: seconds + 1 } }, jwt)).toBeNull();
    expect(await problemOf({ claims: { exp: seconds } }, jwt)).toBe('expired');
  });
});

describe('a token', () => {
  it('may be for several, of whom one is meant', async () => {
    expect(await problemOf({ claims: { aud: ['https://other.example', 'https://second.example'] } })).toBeNull();
    expect(await problemOf({ claims: { aud: ['https://other.example'] } })).toBe('claims');
  });

  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/At+JWT'])('may be of the type %s', async (typ) => {
    expect(await problemOf({ header: { typ } })).toBeNull();
  });

  it('may be a plain JWT where that is configured, but never an ID token', async () => {
    const jwt = { types: ['at+jwt', 'JWT'] };
    expect(await problemOf({ header: { typ: 'JWT' } }, jwt)).toBeNull();
    expect(await problemOf({ header: { typ: undefined } }, jwt)).toBeNull();
    expect(await problemOf({ header: { typ: 'JWT' }, claims: { nonce: 'n' } }, jwt)).toBe('type');
    expect(await problemOf({ header: { typ: 'JWT' }, claims: { typ: 'ID' } }, jwt)).toBe('type');
    expect(await problemOf({ header: { typ: 'JWT' }, claims: { token_use: 'id' } }, jwt)).toBe('type');
    expect(await problemOf({ header: { typ: 'JWT' }, claims: { token_use: 'access', typ: 'Bearer' } }, jwt)).toBeNull();
  });

  it('must have the claims that are configured', async () => {
    const jwt = { requiredClaims: ['client_id'] };
    expect(await problemOf({}, jwt)).toBe('claims');
    expect(await problemOf({ claims: { client_id: 'app' } }, jwt)).toBeNull();
  });

  it('needs no kid where only one key fits', async () => {
    expect(await problemOf({ header: { kid: undefined } })).toBeNull();
  });
});
