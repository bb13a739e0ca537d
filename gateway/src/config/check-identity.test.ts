import { describe, expect, it } from '@jest/globals';

import { configSchema } from './config-schema.js';
import { identityProblems } from './check-identity.js';

const issuer = { name: 'login', issuer: 'https://login.example', audience: ['a'], scopes: {} };
const services = [{ name: 'a', url: 'http://127.0.0.1:1' }];

/** What is wrong with these settings. */
function problems(identity: Record<string, unknown>, more: Record<string, unknown> = {}, env = {}): string[] {
  const settings = configSchema.parse({ services, identity, ...more });
  return identityProblems(settings, env).map(({ setting, message }) => `${setting}: ${message}`);
}

describe('who may call', () => {
  it('may be nobody but those with a key', () => expect(problems({})).toEqual([]));

  it('may be named by issuers that are reached by https', () => {
    expect(problems({ issuers: [issuer] })).toEqual([]);
    const plain = { ...issuer, issuer: 'http://login.example' };
    expect(problems({ issuers: [plain] })).toEqual(['identity.issuers: login: http://login.example is no https: URL']);
  });

  it('may be named by an issuer on this machine, in development alone', () => {
    const here = { issuers: [{ ...issuer, issuer: 'http://127.0.0.1:9000' }] };
    expect(problems(here)).toEqual([]);
    expect(problems(here, { mode: 'production' })).toHaveLength(1);
  });

  it('needs the secret that a setting names', () => {
    const introspection = { clientId: 'gateway', clientSecretFrom: 'LOGIN_SECRET' };
    const issuers = [{ ...issuer, introspection }];
    expect(problems({ issuers })).toEqual(['identity.issuers: login: set the environment variable LOGIN_SECRET']);
    expect(problems({ issuers }, {}, { LOGIN_SECRET: 'x' })).toEqual([]);
  });

  it('is of roles that there are', () => {
    const roles = { claim: 'roles', map: { staff: ['chef'] } };
    const certificates = [{ name: 'batch', type: 'DNS', pattern: 'a', roles: ['cook'] }];
    const tls = { cert: 'a', key: 'b', clientCa: 'c' };
    const identity = { issuers: [{ ...issuer, roles }], certificates, anonymous: { role: 'guest' } };
    expect(problems(identity, { server: { tls } })).toEqual([
      expect.stringMatching(/^identity.issuers: login: roles: there is no role "chef"; known are admin, /),
      expect.stringMatching(/^identity.certificates: batch: roles: there is no role "cook"/),
      expect.stringMatching(/^identity.anonymous.role: there is no role "guest"/),
    ]);
    const own = Object.fromEntries(['chef', 'cook', 'guest'].map((role) => [role, { permissions: ['context:*'] }]));
    expect(problems(identity, { server: { tls }, access: { roles: own } })).toEqual([]);
  });

  it('needs the authorities of client certificates, and the origin of a cookie', () => {
    const certificates = [{ name: 'batch', type: 'DNS', pattern: 'a', roles: ['service'] }];
    expect(problems({ certificates, cookie: 'token' })).toEqual([
      'identity.certificates: set server.tls.clientCa: who signs them',
      'identity.cookie: set server.publicUrl: pages of other origins must not use the cookie',
    ]);
  });
});

describe('what cannot be told apart is refused:', () => {
  const introspection = { clientId: 'gateway', clientSecretFrom: 'A' };
  it.each([
    ['two issuers of one name', [issuer, { ...issuer, issuer: 'https://b.example' }]],
    ['an issuer twice', [issuer, { ...issuer, name: 'again' }]],
    [
      'two issuers of opaque tokens',
      [
        { ...issuer, introspection },
        { ...issuer, name: 'b', issuer: 'https://b.example', introspection },
      ],
    ],
    ['an issuer of no tokens', [{ ...issuer, jwt: false }]],
    ['an issuer that allows nothing', [{ ...issuer, scopes: undefined }]],
    ['a secret that is shared with the issuer', [{ ...issuer, jwt: { algorithms: ['HS256'] } }]],
    ['no algorithm', [{ ...issuer, jwt: { algorithms: ['none'] } }]],
  ])('%s', (_, issuers) => {
    expect(configSchema.safeParse({ services, identity: { issuers } }).success).toBe(false);
  });
});
