import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

import { createHttpServer } from '../../http/create-http-server.js';
import { generateApiKey } from '../../identity/api-key.js';
import { createAuthenticator } from '../../identity/authenticate.js';
import { createRoleKeyMethod } from '../../identity/testing/role-key-method.js';
import { createDiskMediaStore } from '../store/disk-media-store.js';
import type { MediaStore } from '../store/media-store.js';
import { tenantKey } from '../store/tenant-key.js';
import { pngOf, SAMPLES, wav } from '../testing/sample-media.js';
import { createMediaUrls, type MediaUrls } from '../urls/media-url.js';
import { generateSigningKey, parseSigningKeys } from '../urls/signing-keys.js';
import { mediaRoutes } from './media-routes.js';

const MAX_BYTES = 50_000;
const key = generateApiKey('dev').text;
let app: FastifyInstance;
let store: MediaStore;
let urls: MediaUrls;
let origin: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-routes-'));
  store = createDiskMediaStore({ folder });
  urls = createMediaUrls({ keys: parseSigningKeys(generateSigningKey()), publicUrl: () => origin });
  const bounds = { host: '127.0.0.1', port: 0, bodyLimitBytes: 1_000_000, requestTimeoutMs: 5_000, trustedProxies: [] };
  app = createHttpServer({ server: { role: 'all', ...bounds, cors: { origins: [] } } }, silentLogger);
  const authenticator = createAuthenticator({ methods: [createRoleKeyMethod({ developer: key })] });
  const limits = { maxBytes: MAX_BYTES, maxPixels: 1_000_000 };
  await mediaRoutes(app, { authenticator, store, urls, limits, requestTimeoutMs: 5_000 });
  app.post('/graphql', async (request) => ({ body: typeof request.body }));
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await app.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const authorization = { authorization: `Bearer ${key}` };
const putMedia = (bytes: Buffer, mediaType: 'image/png' | 'audio/wav' = 'audio/wav') =>
  store.put(tenantKey('acme'), bytes, mediaType, AbortSignal.timeout(5_000));

function formOf(...files: Buffer[]): FormData {
  const form = new FormData();
  for (const bytes of files)
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/html' }), '../../evil.html');
  return form;
}

const upload = (body: FormData | string | null, headers: Record<string, string> = authorization) =>
  fetch(`${origin}/media`, { method: 'POST', headers, ...(body !== null && { body }) });

async function expectRefusal(response: Response, status: number, code: string) {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect([response.status, errors.map(({ extensions }) => extensions.code)]).toEqual([status, [code]]);
  expect(JSON.stringify(errors)).not.toMatch(/node_modules|ENOENT|busboy|FST_|sluice-routes/);
}

describe('POST /media', () => {
  it('stores a file and says where it is, by its content and not by its name', async () => {
    const response = await upload(formOf(pngOf(20, 10)));
    expect(response.status).toBe(201);
    const answer = (await response.json()) as { url: string };
    expect(answer).toEqual({
      url: expect.stringMatching(/\/media\/[0-9a-f]{32}\/[0-9a-f]{64}\.png\?expires=/),
      mediaType: 'image/png',
      bytes: pngOf(20, 10).length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const picture = await fetch(answer.url);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(pngOf(20, 10));
  });

  it('takes exactly the limit, and not one byte more', async () => {
    const padded = (bytes: number) => Buffer.concat([pngOf(1, 1), Buffer.alloc(bytes)], bytes);
    expect((await upload(formOf(padded(MAX_BYTES)))).status).toBe(201);
    await expectRefusal(await upload(formOf(padded(MAX_BYTES + 1))), 400, 'BAD_USER_INPUT');
    await expectRefusal(await upload(formOf(padded(20 * MAX_BYTES))), 400, 'BAD_USER_INPUT');
  });

  it.each<[string, () => FormData | string | null, Record<string, string>]>([
    ['two files', () => formOf(pngOf(1, 1), pngOf(2, 2)), {}],
    ['no file', () => formOf(), {}],
    ['a page', () => formOf(Buffer.from('<!DOCTYPE html><script>alert(1)</script>')), {}],
    ['SVG', () => formOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), {}],
    ['a bomb', () => formOf(pngOf(60_000, 60_000)), {}],
    [
      'a field',
      () => {
        const form = new FormData();
        form.append('file', 'text');
        return form;
      },
      {},
    ],
    ['JSON', () => '{}', { 'content-type': 'application/json' }],
    ['a broken form', () => '--x\r\nnonsense', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a form without a boundary', () => 'x', { 'content-type': 'multipart/form-data' }],
  ])('refuses %s', async (_, body, headers) => {
    const response = await upload(body(), { ...authorization, ...headers });
    expect(response.status).toBeLessThan(500);
    await expectRefusal(response, response.status, 'BAD_USER_INPUT');
  });

  it('refuses a stranger before reading what he sends', async () => {
    await expectRefusal(await upload(formOf(pngOf(1, 1)), {}), 401, 'UNAUTHENTICATED');
    const socket = createConnection({ port: Number(new URL(origin).port), host: '127.0.0.1' });
    socket.write(
      'POST /media HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 999999\r\n\r\n',
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('does not make other routes read forms', async () => {
    const response = await fetch(`${origin}/graphql`, { method: 'POST', body: formOf(pngOf(1, 1)) });
    expect(response.status).toBe(415);
  });
});

describe('GET /media', () => {
  it('gives the bytes with headers that keep them what they are', async () => {
    const response = await fetch(urls.read(await putMedia(wav())));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(wav().length),
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
      'cache-control': expect.stringMatching(/^private, max-age=\d{4}, immutable$/),
      'content-disposition': expect.stringMatching(/^inline; filename="[0-9a-f]{64}\.wav"$/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(wav());
  });

  it.each([
    ['bytes=0-9', 206, 'bytes 0-9/1044', [0, 10]],
    ['bytes=1000-', 206, 'bytes 1000-1043/1044', [1_000, 1_044]],
    ['bytes=-4', 206, 'bytes 1040-1043/1044', [1_040, 1_044]],
    ['bytes=0-1,5-6', 200, null, [0, 1_044]],
    ['bytes=9-1', 200, null, [0, 1_044]],
    ['bytes=2000-', 416, 'bytes */1044', [0, 0]],
  ] as const)('answers the range %s with %i', async (range, status, contentRange, [start, end]) => {
    const response = await fetch(urls.read(await putMedia(wav())), { headers: { range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(wav().subarray(start, end));
  });

  it('answers conditions by the hash', async () => {
    const stored = await putMedia(wav());
    const get = (headers: Record<string, string>) => fetch(urls.read(stored), { headers });
    expect((await get({ 'if-none-match': `"x", W/"${stored.id}"` })).status).toBe(304);
    expect((await get({ 'if-none-match': '"x"' })).status).toBe(200);
    expect((await get({ range: 'bytes=0-1', 'if-range': `"${stored.id}"` })).status).toBe(206);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"older"' })).status).toBe(200);
  });

  it('answers HEAD with the length and no body', async () => {
    const response = await fetch(urls.read(await putMedia(wav())), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '1044']);
    expect(await response.text()).toBe('');
  });

  it('is refused without a valid signature, and never lists anything', async () => {
    const stored = await putMedia(wav());
    const url = urls.read(stored);
    await expectRefusal(await fetch(url.replace(/signature=.*/, `signature=${'A'.repeat(43)}`)), 403, 'FORBIDDEN');
    await expectRefusal(await fetch(url.replace(/\?.*/, '')), 404, 'NOT_FOUND');
    await expectRefusal(await fetch(url.replace(stored.tenant, tenantKey('other'))), 403, 'FORBIDDEN');
    await expectRefusal(await fetch(`${origin}/media/${stored.tenant}/..%2f..%2fmedia-keys`), 404, 'NOT_FOUND');
    await expectRefusal(await fetch(`${origin}/media/`), 404, 'NOT_FOUND');
  });

  it('is told when the bytes are gone', async () => {
    const stored = await putMedia(pngOf(3, 3), 'image/png');
    await store.delete(stored, AbortSignal.timeout(1_000));
    await expectRefusal(await fetch(urls.read(stored)), 404, 'NOT_FOUND');
  });
});

describe('PUT by a signed URL', () => {
  const tenant = tenantKey('acme');
  const grant = () => ({ tenant, kind: 'audio', maxBytes: 10_000, expiresAt: Date.now() + 60_000 }) as const;
  const put = (url: string, body: Buffer, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'PUT', body: new Uint8Array(body), headers });

  it.each(['application/octet-stream', 'application/json', 'multipart/form-data; boundary=x', 'text/html'])(
    'stores the bytes of the body, also when it is called %s',
    async (type) => {
      const response = await put(urls.write(grant()), wav(), { 'content-type': type });
      expect(response.status).toBe(201);
      const { url, sha256 } = (await response.json()) as { url: string; sha256: string };
      expect(urls.checkRead(url.slice(origin.length)).address).toEqual({ tenant, id: sha256, mediaType: 'audio/wav' });
      expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(wav());
    },
  );

  it('refuses another kind, more than was granted, and anything unsigned', async () => {
    await expectRefusal(await put(urls.write(grant()), SAMPLES['image/png']), 400, 'BAD_USER_INPUT');
    await expectRefusal(await put(urls.write(grant()), Buffer.alloc(0)), 400, 'BAD_USER_INPUT');
    const large = Buffer.concat([wav(), Buffer.alloc(10_000)]);
    await expectRefusal(await put(urls.write(grant()), large), 400, 'BAD_USER_INPUT');
    await expectRefusal(await put(urls.write(grant()).replace('10000', '90000'), large), 403, 'FORBIDDEN');
    await expectRefusal(await put(urls.write({ ...grant(), expiresAt: Date.now() - 1 }), wav()), 403, 'FORBIDDEN');
    await expectRefusal(await put(`${origin}/media/${tenant}`, wav()), 404, 'NOT_FOUND');
  });

  it('refuses more than was granted when the length is not told before', async () => {
    async function* endless() {
      yield wav();
      for (let sent = 0; sent < 100; sent += 1) yield Buffer.alloc(10_000);
    }
    const body = ReadableStream.from(endless());
    const init = { method: 'PUT', body, duplex: 'half' } as unknown as RequestInit;
    const outcome = await fetch(urls.write(grant()), init).then(
      ({ status }) => status,
      () => 'closed',
    );
    // The connection may end while the caller still sends.
    expect([400, 'closed']).toContain(outcome);
  });
});
