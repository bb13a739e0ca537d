import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { generateApiKey } from './api-key.js';
import { createAuthenticator } from './authenticate.js';
import { holdsPermission, type Principal } from './principal.js';
import { permissionsOf } from './roles.js';
import { createRoleKeyMethod } from './testing/role-key-method.js';

const { text: key, id } = generateApiKey('dev');
const authenticator = createAuthenticator({ methods: [createRoleKeyMethod({ developer: key })] });

/** Sends these values of `Authorization`. */
function send(values: readonly string[], to = authenticator): Promise<Principal | ServiceError> {
  const headers = values.length > 0 ? { authorization: values } : {};
  return to.authenticate({ headers, address: '127.0.0.1' }, new AbortController().signal);
}

/** The code of the refusal; null when the caller was let in. */
async function refusal(outcome: ReturnType<typeof send>): Promise<string | null> {
  const result = await outcome;
  return result instanceof ServiceError ? result.code : null;
}

describe('a caller with a key', () => {
  it('is known by it', async () => {
    expect(await send([`Bearer ${key}`])).toEqual({
      id,
      tenant: 'default',
      kind: 'api-key',
      credential: id,
      roles: ['developer'],
      permissions: permissionsOf('developer'),
    });
  });

  it.each(['bearer', 'BEARER', 'bEaReR'])('may write the scheme as %s', async (scheme) => {
    expect(await send([`${scheme} ${key}`])).toMatchObject({ id });
  });
});

describe('refused is whoever sends', () => {
  it('nothing, and is told what to send', async () => {
    expect(await refusal(send([]))).toBe('UNAUTHENTICATED');
    expect(await send([])).toMatchObject({ message: expect.stringContaining('Authorization: Bearer') });
  });

  it('two headers, even the same twice', async () =>
    expect(await refusal(send([`Bearer ${key}`, `Bearer ${key}`]))).toBe('UNAUTHENTICATED'));

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
  ])('what is no bearer token (%#)', async (value) => expect(await refusal(send([value]))).toBe('UNAUTHENTICATED'));

  it('a key of another gateway', async () =>
    expect(await refusal(send([`Bearer ${generateApiKey('dev').text}`]))).toBe('UNAUTHENTICATED'));

  it('a credential that no method recognizes', async () =>
    expect(await refusal(send(['Bearer of-somebody-else']))).toBe('UNAUTHENTICATED'));
});

describe('of several methods', () => {
  const never = async () => {
    throw new Error('asked though it is not its credential');
  };

  it('only the first that recognizes a credential is asked, even when it refuses', async () => {
    const refusing = createRoleKeyMethod({});
    const methods = [{ recognizes: () => false, authenticate: never }, refusing];
    const chain = createAuthenticator({ methods: [...methods, { recognizes: () => true, authenticate: never }] });
    expect(await send([`Bearer ${key}`], chain)).toMatchObject({ message: 'The API key is not valid.' });
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

describe('a cookie', () => {
  const methods = [createRoleKeyMethod({ developer: key })];
  const ours = 'https://app.example';
  const chain = createAuthenticator({ methods, cookie: { name: '__Host-token', origins: new Set([ours]) } });

  /** What becomes of a request with these headers. */
  const visit = (headers: Record<string, string>, origin?: string, to = chain) => {
    const values = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    const request = { transport: 'http', method: 'POST', path: '/graphql', headers, address: '' } as const;
    const credentials = { headers: values, address: '127.0.0.1', request, ...(origin !== undefined && { origin }) };
    return refusal(to.authenticate(credentials, new AbortController().signal));
  };
  const cookie = `theme=dark; __Host-token=${key}; x=y`;

  it('holds the token of pages that may call, and of programs', async () => {
    expect(await visit({ cookie }, ours)).toBeNull();
    expect(await visit({ cookie })).toBeNull();
    expect(await visit({ cookie, 'sec-fetch-site': 'same-origin' })).toBeNull();
  });

  it.each([
    ['without configuration', { cookie }, ours, createAuthenticator({ methods })],
    ['of another origin', { cookie }, 'https://evil.example', chain],
    ['of an origin that cannot be told', { cookie }, 'null', chain],
    ['of another site that tells no origin', { cookie, 'sec-fetch-site': 'cross-site' }, undefined, chain],
    ['of a longer name', { cookie: `x__Host-token=${key}` }, ours, chain],
    ['that is there twice', { cookie: `__Host-token=${key}; __Host-token=${key}` }, ours, chain],
    ['in quotes', { cookie: `__Host-token="${key}"` }, ours, chain],
    ['beside a wrong header', { cookie, authorization: 'Bearer wrong' }, ours, chain],
  ])('%s is no credential', async (_, headers, origin, to) => {
    expect(await visit(headers as Record<string, string>, origin, to)).toBe('UNAUTHENTICATED');
  });
});
