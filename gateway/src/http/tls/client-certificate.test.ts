import { hash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestAuthority, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';
import { createClient } from 'graphql-ws';
import { Agent, fetch } from 'undici';
import { WebSocket } from 'ws';

import { identitySettings } from '../../config/identity-settings.js';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../identity/testing/start-issuer.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';

type Names = NonNullable<NonNullable<Parameters<TestAuthority['issue']>[0]>['names']>;
type Held = Awaited<ReturnType<TestAuthority['issue']>>;

const BATCH = 'spiffe://example.com/ns/prod/sa/batch';

let authority: TestAuthority;
let stranger: TestAuthority;
let folder: string;
let upstream: Upstream;
let issuer: TestIssuer;
let gateway: TestGateway;

beforeAll(async () => {
  [authority, stranger] = await Promise.all([createTestAuthority(), createTestAuthority('Another authority')]);
  folder = await mkdtemp(join(tmpdir(), 'sluice-clients-'));
  const files = await writeTlsFiles(folder, await authority.issue());
  const clientCa = join(folder, 'clients.pem');
  await writeFile(clientCa, authority.ca);
  [upstream, issuer] = await Promise.all([startUpstream('language'), startIssuer()]);
  const settings = identitySettings.parse({
    issuers: [{ name: 'login', issuer: issuer.url, audience: [AUDIENCE], scopes: {} }],
    certificates: [
      {
        name: 'workload',
        type: 'URI',
        pattern: 'spiffe://example.com/ns/*/sa/batch',
        tenant: 'acme',
        roles: ['service'],
      },
      { name: 'host', type: 'DNS', pattern: '*.workers.example', roles: ['service'] },
    ],
  });
  const tls = { cert: files.cert, key: files.key, clientCa };
  gateway = await startTestGateway({ upstream: upstream.url }, { server: { tls }, identity: { settings } });
});
afterAll(async () => {
  await Promise.all([gateway, upstream, issuer].map(async (part) => part[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true });
});

const uri = (value: string): Names => [{ type: 'url', value }];
const dns = (value: string): Names => [{ type: 'dns', value }];

interface Sent {
  readonly held?: Held;
  readonly authorization?: string;
  readonly allowH2?: boolean;
}

/** The code that an operation is answered with, or null where it is served. */
async function send({ held, authorization, allowH2 = false }: Sent): Promise<string | null> {
  const own = held && { cert: held.cert, key: held.key };
  const dispatcher = new Agent({ allowH2, connect: { ca: authority.ca, ...own } });
  const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
  const body = JSON.stringify({ query: '{ text(content: "x") { content } }' });
  try {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, dispatcher });
    const { data, errors } = (await response.json()) as {
      data?: { text: unknown };
      errors?: [{ extensions: { code: string } }];
    };
    return data?.text ? null : (errors?.[0].extensions.code ?? 'nothing');
  } finally {
    await dispatcher.close();
  }
}

describe.each([false, true])('with a client certificate (HTTP/2: %s)', (allowH2) => {
  it('a caller is known by the name in it', async () => {
    expect(await send({ held: await authority.issue({ names: uri(BATCH) }), allowH2 })).toBeNull();
    expect(await send({ held: await authority.issue({ names: dns('a1.workers.example') }), allowH2 })).toBeNull();
  });

  it.each([
    ['of a deeper path', uri('spiffe://example.com/ns/a/b/sa/batch')],
    ['that begins alike', uri(`${BATCH}-evil`)],
    ['that ends alike', uri(`spiffe://evil.example/${BATCH}`)],
    ['of a deeper domain', dns('x.y.workers.example')],
    ['of no label', dns('.workers.example')],
    ['of another kind', dns('batch.example.com')],
    ['that is written like two', dns('evil.example, DNS:a1.workers.example')],
  ])('nobody is known by a name %s', async (_, names) => {
    expect(await send({ held: await authority.issue({ names }), allowH2 })).toBe('UNAUTHENTICATED');
  });

  it('nobody is known by a certificate of another authority, or one that has ended', async () => {
    expect(await send({ held: await stranger.issue({ names: uri(BATCH) }), allowH2 })).toBe('UNAUTHENTICATED');
    const ended = await authority.issue({ names: uri(BATCH), notAfter: new Date(Date.now() - 60_000) });
    expect(await send({ held: ended, allowH2 })).toBe('UNAUTHENTICATED');
  });

  it('a wrong token is refused, though the certificate would do', async () => {
    const held = await authority.issue({ names: uri(BATCH) });
    expect(await send({ held, authorization: 'Bearer wrong', allowH2 })).toBe('UNAUTHENTICATED');
  });

  it('a token that is bound to a certificate is good for its holder alone', async () => {
    const [held, another] = await Promise.all([authority.issue(), authority.issue()]);
    const thumbprint = hash('sha256', new X509Certificate(held.cert).raw, 'base64url');
    const token = await issuer.sign({ claims: { cnf: { 'x5t#S256': thumbprint } } });
    const authorization = `Bearer ${token}`;
    expect(await send({ held, authorization, allowH2 })).toBeNull();
    // Now it is remembered.
    expect(await send({ held: another, authorization, allowH2 })).toBe('UNAUTHENTICATED');
    expect(await send({ authorization, allowH2 })).toBe('UNAUTHENTICATED');
    expect(await send({ held, authorization, allowH2 })).toBeNull();
  });
});

it('a client without a certificate has its other credentials', async () => {
  expect(await send({})).toBe('UNAUTHENTICATED');
  expect(await send({ authorization: `Bearer ${gateway.key}` })).toBeNull();
});

it('a WebSocket is opened with a certificate alone', async () => {
  const { cert, key } = await authority.issue({ names: uri(BATCH) });
  class OwnWebSocket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols, { ca: authority.ca, cert, key });
    }
  }
  const url = `${gateway.url.replace('http', 'ws')}/graphql`;
  const client = createClient({ url, webSocketImpl: OwnWebSocket, retryAttempts: 0 });
  const found: unknown[] = [];
  for await (const { data } of client.iterate({ query: '{ text(content: "x") { content } }' })) found.push(data);
  expect(found).toEqual([{ text: { content: 'x' } }]);
  await client.dispose();
});
