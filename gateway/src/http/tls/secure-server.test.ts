import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestAuthority, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';
import { createClient } from 'graphql-ws';
import { Agent, fetch, FormData } from 'undici';
import { WebSocket } from 'ws';

import { pngOf } from '../../media/testing/sample-media.js';
import { delta, finished, GENERATE, languageIs, started, variablesOf } from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startUpstream } from '../../testing/start-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import { type Answer, connectHttp2, open, send } from './testing/http2-client.js';

let authority: TestAuthority;
let folder: string;
let tls: { cert: string; key: string };
let upstream: StreamingUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  authority = await createTestAuthority();
  folder = await mkdtemp(join(tmpdir(), 'sluice-tls-'));
  tls = await writeTlsFiles(folder, await authority.issue());
  upstream = await startStreamingUpstream('generation', 'language');
  upstream.answer(languageIs('en'));
  gateway = await startTestGateway({ upstream: upstream.url }, { server: { tls } });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A request over HTTP/1.1, on a connection of its own. */
function sendHttp1(headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', ca: authority.ca, headers: { ...withKey, ...headers }, agent: false as const };
    const request = requestHttps(`${gateway.url}/graphql`, options, (response) => {
      const { statusCode = 0, headers: answered } = response;
      void text(response).then((said) => resolve({ status: statusCode, headers: answered, body: said }), reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const QUERY = '{ text(content: "x") { content } }';
const connect = (url: string) => connectHttp2(url, authority.ca);
const json = { 'content-type': 'application/json' };
const withKey = {
  get authorization() {
    return `Bearer ${gateway.key}`;
  },
};
const keyed = () => ({ ...json, ...withKey });
const operation = JSON.stringify({ query: QUERY });
const answered = JSON.stringify({ data: { text: { content: 'x' } } });
const codeOf = ({ body }: Answer) =>
  (JSON.parse(body) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code;

describe('a gateway with a certificate', () => {
  it('answers over HTTP/2 and over HTTP/1.1 at one port', async () => {
    await using session = await connect(gateway.url);
    expect(session.alpnProtocol).toBe('h2');
    expect(await send(session, keyed(), operation)).toMatchObject({
      status: 200,
      body: expect.stringContaining(answered),
    });
    expect(await sendHttp1(json, operation)).toMatchObject({ status: 200, body: expect.stringContaining(answered) });
    expect(gateway.url).toMatch(/^https:/);
  });

  it('takes an upload over HTTP/2, and gives it back', async () => {
    const dispatcher = new Agent({ allowH2: true, connect: { ca: authority.ca } });
    const form = new FormData();
    const picture = pngOf(2, 2);
    form.set('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'a.png');
    const headers = { ...withKey };
    const uploaded = await fetch(`${gateway.url}/media`, { method: 'POST', headers, body: form, dispatcher });
    expect(uploaded.status).toBe(201);
    const { url } = (await uploaded.json()) as { url: string };
    const read = await fetch(url, { dispatcher });
    expect(Buffer.from(await read.arrayBuffer())).toEqual(picture);
    await dispatcher.close();
  });

  it.each([
    ['multipart', 'multipart/mixed;subscriptionSpec="1.0"'],
    ['an event stream', 'text/event-stream'],
  ])('passes each event of a subscription on as %s at once', async (_, accept) => {
    await using session = await connect(gateway.url);
    const body = JSON.stringify({ query: GENERATE, variables: variablesOf(accept) });
    const count = upstream.subscriptions.length;
    const stream = open(session, { ...keyed(), accept }, body).setEncoding('utf8');
    let said = '';
    stream.on('data', (chunk: string) => (said += chunk));
    const heard = async (words: string) => {
      while (!said.includes(words)) await once(stream, 'data');
    };
    const subscription = await upstream.subscription(count);
    subscription.tell(started);
    // The next is told only when this one has come: nothing waits for more.
    await heard('GenerationStarted');
    subscription.tell(delta('abc'));
    await heard('abc');
    subscription.tell(finished('abc'));
    subscription.complete();
    await once(stream, 'end');
    expect(said).toContain('GenerationFinished');
  });

  it('takes WebSockets over HTTP/1.1', async () => {
    class TrustingSocket extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { ca: authority.ca });
      }
    }
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: TrustingSocket,
      retryAttempts: 0,
      connectionParams: { ...withKey },
    });
    for await (const { data } of client.iterate({ query: QUERY })) expect(data).toEqual({ text: { content: 'x' } });
    await client.dispose();
  });

  it('sees every credential of a request over HTTP/2: two are none', async () => {
    await using session = await connect(gateway.url);
    const authorization = [withKey.authorization, `Bearer ${gateway.otherKey}`];
    for (const path of ['/graphql', '/media']) {
      // Node's own client sends no header twice, other than by hand.
      const refused = await send(
        session,
        { ...json, ':path': path, authorization: authorization.join(', ') },
        operation,
      );
      expect([refused.status, codeOf(refused)]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });
});

it('is reached by services of its machine where they need no certificate', async () => {
  await using reader = await startUpstream('recognition');
  await using own = await startTestGateway({ reader: reader.url }, { server: { tls } });
  const read: number[] = [];
  reader.answer(async ({ headers, body }) => {
    const [{ url }] = body.variables['representations'] as [{ url: string }];
    const { pathname, search } = new URL(url);
    read.push((await fetch(`${String(headers['sluice-media-origin'])}${pathname}${search}`)).status);
    return { data: { _entities: [{ recognition: { confidence: 1 } }] } };
  });
  await using session = await connect(own.url);
  const url = `data:image/png;base64,${pngOf(2, 2).toString('base64')}`;
  const query = 'query ($url: URL!) { image(url: $url) { recognition { confidence } } }';
  const headers = { ...json, authorization: `Bearer ${own.key}` };
  expect(await send(session, headers, JSON.stringify({ query, variables: { url } }))).toMatchObject({
    body: expect.stringContaining('"confidence":1'),
  });
  expect(read).toEqual([200]);
});

describe('the bounds of a connection', () => {
  it('are the same for the headers of both versions: 431', async () => {
    await using session = await connect(gateway.url);
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`x-${index}`, '1']));
    const large = { 'x-large': 'x'.repeat(17_000) };
    for (const headers of [many, large]) {
      const refusals = [
        await send(session, { ...keyed(), ...headers }, operation),
        await sendHttp1({ ...json, ...headers }),
      ];
      for (const refused of refusals) {
        expect([refused.status, codeOf(refused)]).toEqual([431, 'BAD_USER_INPUT']);
        expect(refused.body.length).toBeLessThan(2_048);
      }
    }
    expect(await send(session, keyed(), operation)).toMatchObject({ status: 200 });
  });

  it('tell how many requests a session may have at once', async () => {
    await using session = await connect(gateway.url);
    while (session.remoteSettings.maxConcurrentStreams !== 128) await once(session, 'remoteSettings');
    expect(session.remoteSettings).toMatchObject({ maxConcurrentStreams: 128, maxHeaderListSize: 65_536 });
  });

  it('are TLS 1.2 and later', async () => {
    const { port } = new URL(gateway.url);
    const old = { minVersion: 'TLSv1' as const, maxVersion: 'TLSv1.1' as const, ciphers: 'DEFAULT@SECLEVEL=0' };
    const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca: authority.ca, ...old });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toMatch(/PROTOCOL_VERSION/);
  });
});
