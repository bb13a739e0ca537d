import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type ClientHttp2Session, connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestAuthority, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';
import { createClient } from 'graphql-ws';
import { Agent, fetch, FormData } from 'undici';
import { WebSocket } from 'ws';

import { pngOf } from '../../media/testing/sample-media.js';
import { delta, finished, GENERATE, languageIs, started, variablesOf } from '../../testing/generation-events.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';

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

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A connection of HTTP/2, and one of no other version. */
async function connect(to = gateway.url): Promise<ClientHttp2Session & AsyncDisposable> {
  const session = connectHttp2(to, { ca: authority.ca });
  session.on('error', () => {});
  await once(session, 'connect');
  const dispose = async () => {
    if (session.destroyed) return;
    session.destroy();
    await once(session, 'close');
  };
  return Object.assign(session, { [Symbol.asyncDispose]: dispose });
}

type RequestHeaders = Record<string, string | readonly string[]>;

function open(session: ClientHttp2Session, headers: RequestHeaders, body = '') {
  const stream = session.request({ ':method': 'POST', ':path': '/graphql', ...withKey, ...headers });
  // Who is refused before the body was sent sees the stream end.
  stream.on('error', () => {});
  if (!stream.writableEnded) stream.end(body);
  return stream;
}

async function send(session: ClientHttp2Session, headers: RequestHeaders, body = ''): Promise<Answer> {
  const stream = open(session, headers, body);
  const [answered] = (await once(stream, 'response')) as [IncomingHttpHeaders & { ':status': number }];
  return { status: answered[':status'], headers: answered, body: await text(stream) };
}

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
const json = { 'content-type': 'application/json' };
const withKey = {
  get authorization() {
    return `Bearer ${gateway.key}`;
  },
};
const operation = JSON.stringify({ query: QUERY });
const answered = JSON.stringify({ data: { text: { content: 'x' } } });
const codeOf = ({ body }: Answer) =>
  (JSON.parse(body) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code;

async function certificateOf(port: string): Promise<PeerCertificate> {
  const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca: authority.ca, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerCertificate();
  socket.destroy();
  return certificate;
}

describe('a gateway with a certificate', () => {
  it('answers over HTTP/2 and over HTTP/1.1 at one port', async () => {
    await using session = await connect();
    expect(session.alpnProtocol).toBe('h2');
    expect(await send(session, json, operation)).toMatchObject({
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
    await using session = await connect();
    const body = JSON.stringify({ query: GENERATE, variables: variablesOf(accept) });
    const count = upstream.subscriptions.length;
    const stream = open(session, { ...json, accept }, body).setEncoding('utf8');
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
    await using session = await connect();
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

describe('the bounds of a connection', () => {
  it('are the same for the headers of both versions: 431', async () => {
    await using session = await connect();
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`x-${index}`, '1']));
    const large = { 'x-large': 'x'.repeat(17_000) };
    for (const headers of [many, large]) {
      const refusals = [
        await send(session, { ...json, ...headers }, operation),
        await sendHttp1({ ...json, ...headers }),
      ];
      for (const refused of refusals) {
        expect([refused.status, codeOf(refused)]).toEqual([431, 'BAD_USER_INPUT']);
        expect(refused.body.length).toBeLessThan(2_048);
      }
    }
    expect(await send(session, json, operation)).toMatchObject({ status: 200 });
  });

  it('tell how many requests a session may have at once', async () => {
    await using session = await connect();
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

describe('the end of a gateway with a certificate', () => {
  async function startOwn() {
    return startTestGateway({ upstream: upstream.url }, { server: { tls } });
  }
  async function keptAlive(url: string): Promise<TLSSocket> {
    const { port, host } = new URL(url);
    const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca: authority.ca });
    await once(socket, 'secureConnect');
    socket.write(`GET /health/live HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await once(socket, 'data');
    return socket;
  }

  it('ends idle connections of both versions', async () => {
    const own = await startOwn();
    const session = await connect(own.url);
    await send(session, { ':method': 'GET', ':path': '/health/live' });
    const socket = await keptAlive(own.url);
    socket.resume();
    const ended = Promise.all([once(session, 'close'), once(socket, 'close')]);
    await own[Symbol.asyncDispose]();
    await ended;
  });

  it('lets a request that is under way have its answer', async () => {
    const own = await startOwn();
    await using session = await connect(own.url);
    let finish: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      upstream.answer(async (body) => {
        resolve();
        await new Promise<void>((done) => (finish = done));
        return languageIs('en')(body);
      });
    });
    const authorization = `Bearer ${own.key}`;
    const body = JSON.stringify({ query: '{ text(content: "y") { language { code } } }' });
    const answer = send(session, { ...json, authorization }, body);
    await asked;
    const closed = own[Symbol.asyncDispose]();
    finish();
    expect(await answer).toMatchObject({ status: 200, body: expect.stringContaining('"en"') });
    await closed;
    upstream.answer(languageIs('en'));
  });
});

describe('a certificate', () => {
  it('is renewed when its files change: for new connections, while those that are open live on', async () => {
    await using session = await connect();
    const { port } = new URL(gateway.url);
    const before = await certificateOf(port);
    await writeTlsFiles(folder, await authority.issue());
    let now = before;
    while (now.serialNumber === before.serialNumber) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      now = await certificateOf(port);
    }
    expect(await send(session, json, operation)).toMatchObject({ status: 200 });
  }, 60_000);

  it.each<[string, () => Promise<{ cert: string; key: string }>, RegExp]>([
    [
      'is not there',
      async () => ({ ...tls, cert: join(folder, 'none.pem') }),
      /none\.pem: server\.tls\.cert: is not there/,
    ],
    ['is a key', async () => ({ ...tls, cert: tls.key }), /server\.tls\.cert: holds no certificate in PEM form/],
    ['has no key', async () => ({ ...tls, key: tls.cert }), /server\.tls\.key: holds no private key in PEM form/],
    [
      'has the key of another',
      async () => {
        const other = await writeTlsFiles(await mkdtemp(join(folder, 'other-')), await authority.issue());
        return { ...tls, key: other.key };
      },
      /server\.tls\.key: is not the key of the certificate in .*cert\.pem/,
    ],
  ])('that %s ends the start, with the setting', async (_, files, message) => {
    const starting = startTestGateway({ upstream: upstream.url }, { server: { tls: await files() } });
    await expect(starting).rejects.toThrow(message);
  });
});
