import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { silentLogger } from '@sluice/telemetry';

import { identitySettings } from '../config/identity-settings.js';
import { createIdentity, type Identity } from './create-identity.js';
import type { Principal } from './principal.js';
import { createRoles } from './roles.js';
import { createRevocations, type Revocations } from './revocations.js';
import { createOAuthClient, type OAuthClient } from './testing/oauth-client.js';
import { createRoleKeyMethod } from './testing/role-key-method.js';
import {
  type AuthorizationServer,
  OPAQUE_RESOURCE,
  RESOURCE,
  SECRETS,
  startAuthorizationServer,
} from './testing/start-authorization-server.js';

let server: AuthorizationServer;
let client: OAuthClient;
let identity: Identity;
let revocations: Revocations;
let clock: { ahead: number };

beforeAll(async () => {
  // The server tells what it should not be used for.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => {});
  server = await startAuthorizationServer();
  client = await createOAuthClient(server.url);
});
afterAll(async () => server[Symbol.asyncDispose]());

beforeEach(() => {
  clock = { ahead: 0 };
  revocations = createRevocations();
  identity = open();
});
afterEach(() => identity.close());

/** A gateway's identity that takes tokens of the server, opaque ones as well. */
function open(
  introspection: Record<string, unknown> = {},
  environment: Record<string, string> = { SECRET: SECRETS.gateway },
): Identity {
  const settings = identitySettings.parse({
    issuers: [
      {
        name: 'login',
        issuer: server.url,
        audience: [RESOURCE, OPAQUE_RESOURCE],
        scopes: {},
        introspection: { clientId: 'gateway', clientSecretFrom: 'SECRET', ...introspection },
      },
    ],
  });
  const now = () => Date.now() + clock.ahead;
  const apiKeys = createRoleKeyMethod({});
  const { permissionsOf } = createRoles();
  const logger = silentLogger;
  return createIdentity({
    settings,
    mode: 'development',
    apiKeys,
    permissionsOf,
    environment,
    logger,
    revocations,
    now,
  });
}

/** Whom a token proves, or the code of the refusal. */
async function ask(token: string, of = identity): Promise<Principal | string> {
  const credentials = { headers: { authorization: [`Bearer ${token}`] }, address: '127.0.0.1' };
  const found = await of.authenticator.authenticate(credentials, new AbortController().signal);
  return found instanceof ServiceError ? found.code : found;
}

const introspections = () => server.requests.get('/token/introspection') ?? 0;

describe.each([
  ['signed', RESOURCE, 'jwt', 'https://other.example'],
  ['opaque', OPAQUE_RESOURCE, 'oauth-token', 'https://opaque.other.example'],
])('with %s tokens', (_, resource, kind, other) => {
  it('a client acts for itself by client credentials', async () => {
    const found = await ask(await client.clientCredentials(resource));
    const id = expect.stringMatching(/^login[:#]app$/) as unknown;
    expect(found).toMatchObject({ kind, id, tenant: 'default', permissions: ['context:embed'] });
    expect((found as Principal).expiresAt).toBeGreaterThan(Date.now());
  });

  it('a client acts for a user by an authorization code', async () => {
    const { access } = await client.authorizationCode(resource);
    expect(await ask(access)).toMatchObject({ kind, id: 'login:ada', permissions: ['context:embed'] });
  });

  it('ID tokens and refresh tokens are no access tokens', async () => {
    const { id, refresh } = await client.authorizationCode(resource);
    expect(await ask(id)).toBe('UNAUTHENTICATED');
    expect(await ask(refresh)).toBe('UNAUTHENTICATED');
  });

  it('the token of another resource is refused', async () => {
    expect(await ask(await client.clientCredentials(other))).toBe('UNAUTHENTICATED');
  });

  it('a token that was revoked here is refused, though its issuer would take it', async () => {
    const token = await client.clientCredentials(resource);
    const { credential: id = '', expiresAt: until = 0 } = (await ask(token)) as Principal;
    revocations.tell({ id, until });
    expect(await ask(token)).toBe('UNAUTHENTICATED');
  });

  it('a token is good until it ends', async () => {
    const token = await client.clientCredentials(resource);
    expect(await ask(token)).toMatchObject({ kind });
    clock.ahead = 700_000;
    expect(await ask(token)).toBe('UNAUTHENTICATED');
  });
});

describe('opaque tokens', () => {
  it('are asked about once, however many requests come with one', async () => {
    const token = await client.clientCredentials(OPAQUE_RESOURCE);
    const before = introspections();
    const found = await Promise.all(Array.from({ length: 50 }, () => ask(token)));
    expect(new Set(found).size).toBe(1);
    await ask(token);
    expect(introspections() - before).toBe(1);
  });

  it('that the issuer does not know are not asked about at every request', async () => {
    const before = introspections();
    for (let request = 0; request < 5; request++) expect(await ask('made-up')).toBe('UNAUTHENTICATED');
    expect(introspections() - before).toBe(1);
  });

  it('that were taken back at the issuer are refused when the answer is not remembered any longer', async () => {
    const token = await client.clientCredentials(OPAQUE_RESOURCE);
    expect(await ask(token)).toMatchObject({ kind: 'oauth-token' });
    await client.revoke(token);
    clock.ahead = 31_000;
    expect(await ask(token)).toBe('UNAUTHENTICATED');
  });

  it('need a gateway that proves itself to the issuer, in either way', async () => {
    const token = await client.clientCredentials(OPAQUE_RESOURCE);
    const posting = open({ authentication: 'client_secret_post' });
    expect(await ask(token, posting)).toMatchObject({ id: expect.stringMatching(/^login[:#]app$/) as unknown });
    const unknown = open({}, { SECRET: 'wrong' });
    expect(await ask(token, unknown)).toBe('SERVICE_UNAVAILABLE');
    await Promise.all([posting.close(), unknown.close()]);
  });
});
