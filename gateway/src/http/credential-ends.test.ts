import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { identitySettings } from '../config/identity-settings.js';
import { createRevocations, type Revocations } from '../identity/revocations.js';
import { AUDIENCE, startIssuer, type TestIssuer } from '../identity/testing/start-issuer.js';
import { tokenName } from '../identity/tokens/token-name.js';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';

let upstream: Upstream;
let issuer: TestIssuer;
let revocations: Revocations;
let gateway: TestGateway;

beforeEach(async () => {
  [upstream, issuer] = await Promise.all([startUpstream('language'), startIssuer()]);
  revocations = createRevocations();
  const login = { name: 'login', issuer: issuer.url, audience: [AUDIENCE], scopes: {}, jwt: { clockSkewSeconds: 0 } };
  const settings = identitySettings.parse({ issuers: [login] });
  gateway = await startTestGateway({ upstream: upstream.url }, { identity: { settings, revocations } });
});
afterEach(async () => {
  await Promise.all([gateway, upstream, issuer].map(async (part) => part[Symbol.asyncDispose]()));
});

/** A subscription that tells something at once, and then nothing. */
const QUERY = 'subscription { services { name } }';

interface Staying {
  /** Resolves when the subscription has told something. */
  readonly begun: Promise<unknown>;
  /** Resolves with everything that was told, when the connection is over. */
  readonly over: Promise<string>;
  leave(): void;
}

function stayByHttp(token: string, accept: string): Staying {
  const leaving = new AbortController();
  const headers = { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query: QUERY });
  let told = '';
  let begin: (value?: unknown) => void = () => {};
  const begun = new Promise((resolve) => (begin = resolve));
  const read = async () => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal });
    for await (const chunk of response.body ?? []) {
      told += Buffer.from(chunk as Uint8Array).toString('utf8');
      if (told.includes('upstream')) begin();
    }
    return told;
  };
  return { begun, over: read().catch((error: unknown) => `${told}${String(error)}`), leave: () => leaving.abort() };
}

function stayBySocket(token: string): Staying {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  let told = '';
  socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  const begun = new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      const message = data.toString('utf8');
      told += message;
      if (message.includes('connection_ack')) send({ type: 'subscribe', id: '1', payload: { query: QUERY } });
      if (message.includes('upstream')) resolve(null);
    });
  });
  const over = new Promise<string>((resolve) => {
    socket.on('close', (code, reason) => resolve(`${told}${code} ${reason.toString()}`));
  });
  return { begun, over, leave: () => socket.close() };
}

const WAYS: readonly (readonly [name: string, stay: (token: string) => Staying, end: RegExp])[] = [
  ['an event stream', (token) => stayByHttp(token, 'text/event-stream'), /"code":"UNAUTHENTICATED"/],
  [
    'a multipart answer',
    (token) => stayByHttp(token, 'multipart/mixed; subscriptionSpec=1.0'),
    /"code":"UNAUTHENTICATED"/,
  ],
  ['a WebSocket', stayBySocket, /4401 UNAUTHENTICATED$/],
];

describe.each(WAYS)('%s ends', (_, stay, end) => {
  it('when its token does', async () => {
    const token = await issuer.sign({ claims: { exp: Math.floor(Date.now() / 1000) + 4 } });
    const staying = stay(token);
    await Promise.race([staying.begun, staying.over]);
    expect(await staying.over).toMatch(end);
  });

  it('when its token is revoked, and those of others go on', async () => {
    const [token, another] = await Promise.all([issuer.sign(), issuer.sign({ claims: { sub: 'grace' } })]);
    const [staying, other] = [stay(token), stay(another)];
    await Promise.all([staying.begun, other.begun]);
    revocations.tell({ id: tokenName(token), until: Date.now() + 60_000 });
    expect(await staying.over).toMatch(end);
    const again = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"query":"{ __typename }"}',
    });
    expect(again.status).toBe(401);
    other.leave();
    expect(await other.over).not.toMatch(/UNAUTHENTICATED/);
  });
});
