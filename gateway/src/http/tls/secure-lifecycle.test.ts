import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestAuthority, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';

import { startTestGateway } from '../../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';
import { connectHttp2, send } from './testing/http2-client.js';

let authority: TestAuthority;
let folder: string;
let tls: { cert: string; key: string };
let upstream: Upstream;

beforeAll(async () => {
  authority = await createTestAuthority();
  folder = await mkdtemp(join(tmpdir(), 'sluice-tls-'));
  tls = await writeTlsFiles(folder, await authority.issue());
  upstream = await startUpstream('language');
});

afterAll(async () => {
  await upstream[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const startOwn = () => startTestGateway({ upstream: upstream.url }, { server: { tls } });
const connect = (url: string) => connectHttp2(url, authority.ca);
const LIVE = { ':method': 'GET', ':path': '/health/live' };

async function certificateOf(port: string): Promise<PeerCertificate> {
  const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca: authority.ca, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerCertificate();
  socket.destroy();
  return certificate;
}

describe('the end of a gateway with a certificate', () => {
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
    await send(session, LIVE);
    const socket = await keptAlive(own.url);
    socket.resume();
    const ended = Promise.all([once(session, 'close'), once(socket, 'close')]);
    await own[Symbol.asyncDispose]();
    await ended;
    expect([session.closed, socket.destroyed]).toEqual([true, true]);
  });

  it('lets a request that is under way have its answer', async () => {
    const own = await startOwn();
    await using session = await connect(own.url);
    let finish: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      upstream.answer(async () => {
        resolve();
        await new Promise<void>((done) => (finish = done));
        return { data: { _entities: [{ language: { code: 'en' } }] } };
      });
    });
    const authorization = `Bearer ${own.key}`;
    const body = JSON.stringify({ query: '{ text(content: "y") { language { code } } }' });
    const answer = send(session, { 'content-type': 'application/json', authorization }, body);
    await asked;
    const closed = own[Symbol.asyncDispose]();
    finish();
    expect(await answer).toMatchObject({ status: 200, body: expect.stringContaining('"en"') });
    await closed;
  });
});

describe('a certificate', () => {
  it('is renewed when its files change: for new connections, while those that are open live on', async () => {
    await using own = await startOwn();
    await using session = await connect(own.url);
    const { port } = new URL(own.url);
    const before = await certificateOf(port);
    await writeTlsFiles(folder, await authority.issue());
    let now = before;
    while (now.serialNumber === before.serialNumber) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      now = await certificateOf(port);
    }
    expect(await send(session, LIVE)).toMatchObject({ status: 200 });
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
    const own = { tls: await files() };
    const starting = startTestGateway({ upstream: upstream.url }, { server: own });
    await expect(starting).rejects.toThrow(message);
  });
});
