import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { generateApiKey, parseApiKey } from './api-key.js';
import { createAuthenticator } from './authenticate.js';
import { createKeyStore } from './key-store.js';
import { holdsPermission } from './principal.js';

const { text: key, id } = generateApiKey('dev');
const authenticator = createAuthenticator({ keys: createKeyStore({ developer: key }) });

const send = (...values: string[]) => authenticator.authenticate({ authorization: values });

/** The code of the refusal; null when the caller was let in. */
function refusal(outcome: ReturnType<typeof send>): string | null {
  return outcome instanceof ServiceError ? outcome.code : null;
}

describe('a caller with a key', () => {
  it('is known by it', () => {
    expect(send(`Bearer ${key}`)).toEqual({
      id,
      tenant: 'default',
      kind: 'api-key',
      roles: ['developer'],
      permissions: ['context:*'],
    });
  });

  it.each(['bearer', 'BEARER', 'bEaReR'])('may write the scheme as %s', (scheme) => {
    expect(send(`${scheme} ${key}`)).toMatchObject({ id });
  });
});

describe('refused is whoever sends', () => {
  it('nothing, and is told what to send', () => {
    expect(refusal(authenticator.authenticate({}))).toBe('UNAUTHENTICATED');
    expect(authenticator.authenticate({})).toMatchObject({ message: expect.stringContaining('Authorization: Bearer') });
  });

  it('two headers, even the same twice', () =>
    expect(refusal(send(`Bearer ${key}`, `Bearer ${key}`))).toBe('UNAUTHENTICATED'));

  it.each([
    `Basic ${key}`,
    key,
    `Bearer`,
    `Bearer\t${key}`,
    `Bearer ${key} ${key}`,
    `Bearer ${key}, Bearer ${key}`,
    `Bearer ${key}\0`,
    `Bearer ${key}\r\nx: y`,
    `Bearer "${key}"`,
    ` Bearer ${key}`,
    `Bearer ${'a'.repeat(1_000_000)}`,
    "Bearer ' OR 1=1 --",
  ])('what is no bearer token (%#)', (value) => expect(refusal(send(value))).toBe('UNAUTHENTICATED'));

  it('a key of another gateway', () =>
    expect(refusal(send(`Bearer ${generateApiKey('dev').text}`))).toBe('UNAUTHENTICATED'));

  it('a known id with another secret', () => {
    // The forger knows the id and the algorithm of the checksum, and needs only the secret.
    let forged = generateApiKey('dev');
    const stored = createKeyStore({ admin: forged.text });
    forged = { ...forged, text: `${forged.text.slice(0, -7)}x${forged.text.slice(-6)}` };
    expect(stored.find(forged)).toBeNull();
  });
});

describe('a wrong checksum', () => {
  it('is refused before any look-up', () => {
    let lookUps = 0;
    const counting = createAuthenticator({ keys: { find: () => ((lookUps += 1), null) } });
    const mistyped = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
    expect(parseApiKey(mistyped)).toBeNull();
    expect(refusal(counting.authenticate({ authorization: [`Bearer ${mistyped}`] }))).toBe('UNAUTHENTICATED');
    expect(lookUps).toBe(0);
    expect(refusal(counting.authenticate({ authorization: [`Bearer ${key}`] }))).toBe('UNAUTHENTICATED');
    expect(lookUps).toBe(1);
  });
});

describe('a permission', () => {
  const principal = {
    id,
    tenant: 'default',
    roles: [],
    kind: 'api-key',
    permissions: ['context:*', 'media:read'],
  } as const;

  it.each([
    ['context:embed', true],
    ['media:read', true],
    ['media:write', false],
    ['context', false],
    ['contextual:embed', false],
    ['*', false],
  ])('%s is held: %s', (permission, held) => expect(holdsPermission(principal, permission)).toBe(held));
});
