import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { identitySettings } from '../config/identity-settings.js';
import { AUDIENCE, startIssuer, type TestIssuer } from '../identity/testing/start-issuer.js';
import { TRANSPORTS } from '../testing/present-credential.js';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';

let upstream: Upstream;
let issuer: TestIssuer;
let gateway: TestGateway;

beforeAll(async () => {
  [upstream, issuer] = await Promise.all([startUpstream('language'), startIssuer()]);
  gateway = await start();
});
afterAll(async () => {
  await Promise.all([gateway, upstream, issuer].map(async (part) => part[Symbol.asyncDispose]()));
});

function start(more: { resource?: string } = {}): Promise<TestGateway> {
  const issuers = [{ name: 'login', issuer: issuer.url, audience: [AUDIENCE], scopes: {} }];
  return startTestGateway(
    { upstream: upstream.url },
    { identity: { settings: identitySettings.parse({ issuers, ...more }) } },
  );
}

describe('the metadata of the protected resource', () => {
  it('tell who issues tokens, and for what', async () => {
    const response = await fetch(`${gateway.url}/.well-known/oauth-protected-resource`);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      resource: gateway.url,
      authorization_servers: [issuer.url],
      bearer_methods_supported: ['header'],
      scopes_supported: expect.arrayContaining(['context:embed', 'usage:read']),
      resource_name: 'Sluice',
    });
  });

  it('stand where the name of the resource leads', async () => {
    await using named = await start({ resource: 'https://ai.example.com/graphql' });
    const response = await fetch(`${named.url}/.well-known/oauth-protected-resource/graphql`);
    expect(await response.json()).toMatchObject({ resource: 'https://ai.example.com/graphql' });
    const refused = await fetch(`${named.url}/graphql`, { method: 'POST' });
    const url = 'https://ai.example.com/.well-known/oauth-protected-resource/graphql';
    expect(refused.headers.get('www-authenticate')).toBe(`Bearer realm="sluice", resource_metadata="${url}"`);
  });

  it('are not there without issuers', async () => {
    await using plain = await startTestGateway({ upstream: upstream.url });
    expect((await fetch(`${plain.url}/.well-known/oauth-protected-resource`)).status).toBe(404);
  });
});

describe.each(TRANSPORTS.filter(([name]) => name !== 'connection_init'))('over %s a refusal says', (name, present) => {
  const challengeFor = async (...authorization: string[]) =>
    (await present(gateway.url, authorization)).headers['www-authenticate'];
  const metadata = () => `resource_metadata="${gateway.url}/.well-known/oauth-protected-resource"`;

  it('that a token is not valid', async () => {
    const token = await issuer.sign({ claims: { exp: 1 } });
    expect(await challengeFor(`Bearer ${token}`)).toBe(`Bearer realm="sluice", error="invalid_token", ${metadata()}`);
  });

  it('that a credential cannot be read', async () => {
    const said = await challengeFor('Bearer a', 'Bearer b');
    expect(said).toBe(`Bearer realm="sluice", error="invalid_request", ${metadata()}`);
  });

  // An upgrade may come without one, since `connection_init` brings it.
  const mayWait = name === 'the upgrade of a WebSocket';
  it('nothing of an error to those who sent no credential', async () => {
    expect(await challengeFor()).toBe(mayWait ? undefined : `Bearer realm="sluice", ${metadata()}`);
  });
});

it('an upload without a credential is refused in the same words', async () => {
  const response = await fetch(`${gateway.url}/media`, { method: 'POST' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('resource_metadata=');
});
