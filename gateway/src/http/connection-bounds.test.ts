import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestAuthority, writeTlsFiles } from '@sluice/schema/testing';

import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.js';
import { startUpstream, type Upstream } from '../testing/start-upstream.js';

let upstream: Upstream;
let plain: TestGateway;
let secure: TestGateway;
let folder: string;
/** What becomes of connections whose headers stop; it takes its time, so that both begin before the other tests. */
let halfHeaders: Record<'plain' | 'secure', Promise<string>>;

beforeAll(async () => {
  upstream = await startUpstream('language');
  folder = await mkdtemp(join(tmpdir(), 'sluice-bounds-'));
  const tls = await writeTlsFiles(folder, await (await createTestAuthority()).issue());
  const server = { tls: { cert: tls.cert, key: tls.key } };
  plain = await startTestGateway({ upstream: upstream.url });
  secure = await startTestGateway({ upstream: upstream.url }, { server });
  const half = 'GET / HTTP/1.1\r\nHost: a\r\nX-A';
  halfHeaders = { plain: answerTo(plain, half), secure: answerTo(secure, half) };
});

afterAll(async () => {
  await plain[Symbol.asyncDispose]();
  await secure[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function open({ url }: TestGateway): Promise<Socket> {
  const { protocol, port } = new URL(url);
  const at = { port: Number(port), host: '127.0.0.1' };
  const socket = protocol === 'https:' ? connectTls({ ...at, rejectUnauthorized: false }) : connectTcp(at);
  await once(socket, protocol === 'https:' ? 'secureConnect' : 'connect');
  return socket;
}

/** Writes this and nothing more, and reads until the gateway ends the connection. */
async function answerTo(gateway: TestGateway, written: string): Promise<string> {
  const socket = await open(gateway);
  socket.write(written);
  return text(socket);
}

function expectRefusal(answer: string, status: number): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toMatch(/^connection: close$/m);
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(answer.length).toBeLessThan(2_048);
}

describe.each([
  ['plain', () => plain],
  ['secure', () => secure],
] as const)('a %s connection of HTTP/1.1', (name, gateway) => {
  it.each([
    ['what is no HTTP', 'hello\r\n\r\n', 400],
    ['an unknown method', 'FETCH /graphql HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length beside chunks',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a header that goes on in the next line', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n', 400],
    ['17 kB of headers', `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
  ])('is ended with a code after %s', async (_what, written, status) => {
    expectRefusal(await answerTo(gateway(), written), status);
  });

  it('is ended when its headers do not come', async () => {
    expectRefusal(await halfHeaders[name], 408);
  }, 60_000);
});
