import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';

import type { Principal } from '../identity/principal.js';
import { createMedia, type Media, type MediaOptions } from './create-media.js';
import type { MediaContext } from './media-resolver.js';
import { mediaSettings } from '../config/media-settings.js';
import { pngOf, SAMPLES, wav } from './testing/sample-media.js';
import { startTrap, type Trap } from './testing/start-trap.js';

const ORIGIN = 'https://gateway.example';
let folder: string;
let web: Trap;
let media: Media;

const dataUrl = (bytes: Buffer, mediaType = 'image/png') => `data:${mediaType};base64,${bytes.toString('base64')}`;
const at = (path: string) => `http://pictures.example:${web.port}${path}`;

/** A new operation of a tenant. */
function operation(tenant = 'acme', signal = AbortSignal.timeout(10_000)): MediaContext {
  const principal: Principal = { id: 'p', tenant, kind: 'api-key', roles: [], permissions: [] };
  return { principal, signal };
}

function openMedia(options: Partial<MediaOptions> = {}): Promise<Media> {
  return createMedia({
    settings: mediaSettings.parse({
      maxBytes: 100_000,
      maxPerOperation: 3,
      fetch: { allowHttp: true, ports: [web.port] },
    }),
    dataDir: join(folder, 'data'),
    environment: {},
    publicUrl: () => ORIGIN,
    listenUrl: () => ORIGIN,
    examplesFolder: join(folder, 'examples'),
    logger: silentLogger,
    guard: { allowAddress: (address) => address === '127.0.0.1', resolveHost: async () => ['127.0.0.1'] },
    ...options,
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-ingest-'));
  await mkdir(join(folder, 'examples'));
  await writeFile(join(folder, 'examples', 'notice.png'), pngOf(7, 7));
  web = await startTrap((request, response) => {
    const path = request.url ?? '';
    if (path === '/slow') return void setTimeout(() => response.end(pngOf(6, 6)), 300);
    if (path === '/page.png') return void response.setHeader('content-type', 'image/png').end('<!DOCTYPE html>');
    if (path === '/bomb.png') return void response.end(pngOf(60_000, 60_000));
    response.end(path.endsWith('.wav') ? wav() : pngOf(5, path.length));
  });
  media = await openMedia();
});
afterAll(async () => {
  await media.close();
  await web[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function storedAt(url: string): Promise<Buffer> {
  const { address } = media.urls.checkRead(url.slice(ORIGIN.length));
  const chunks: Buffer[] = [];
  for await (const chunk of (await media.store.read(address, undefined, AbortSignal.timeout(1_000))) ?? [])
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('what a caller names', () => {
  it.each<[string, () => string, 'image' | 'audio', Buffer]>([
    ['a data: URL', () => dataUrl(pngOf(4, 4)), 'image', pngOf(4, 4)],
    ['a data: URL of another type than it says', () => dataUrl(SAMPLES['image/gif']), 'image', SAMPLES['image/gif']],
    ['a URL', () => at('/a.png'), 'image', pngOf(5, 6)],
    ['the URL of a sound', () => at('/a.wav'), 'audio', wav()],
    ['an example', () => '/examples/notice.png', 'image', pngOf(7, 7)],
  ])('becomes an immutable URL of the gateway: %s', async (_, url, kind, bytes) => {
    const resolved = await media.resolve(url(), kind, operation());
    expect(resolved).toMatch(/^https:\/\/gateway\.example\/media\/[0-9a-f]{32}\/[0-9a-f]{64}\.\w+\?expires=/);
    expect(await storedAt(resolved)).toEqual(bytes);
    expect(resolved.length).toBeLessThan(300);
  });

  it('has the same URL when its content is the same, wherever it came from', async () => {
    const urls = [at('/a.png'), dataUrl(pngOf(5, 6))].map((url) => media.resolve(url, 'image', operation()));
    expect(new Set(await Promise.all(urls)).size).toBe(1);
  });

  it('may be a URL that the gateway gave out, to the same tenant and of the same kind', async () => {
    const url = await media.resolve(dataUrl(pngOf(4, 4)), 'image', operation());
    expect(await media.resolve(url, 'image', operation())).toBe(url);
    expect(await media.resolve(url.slice(ORIGIN.length), 'image', operation())).toBe(url);
    await expect(media.resolve(url, 'image', operation('other'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(media.resolve(url, 'audio', operation())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      media.resolve(url.replace(/signature=.{9}/, 'signature=AAAAAAAAA'), 'image', operation()),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const write = media.urls.write({
      tenant: media.urls.checkRead(url.slice(ORIGIN.length)).address.tenant,
      kind: 'image',
      maxBytes: 9,
      expiresAt: Date.now() + 9_999,
    });
    await expect(media.resolve(write, 'image', operation())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each<[string, () => string, string]>([
    ['a page that is called a picture', () => at('/page.png'), 'BAD_USER_INPUT'],
    ['a bomb', () => at('/bomb.png'), 'BAD_USER_INPUT'],
    ['a bomb in a data: URL', () => dataUrl(pngOf(60_000, 60_000)), 'BAD_USER_INPUT'],
    ['a sound', () => at('/a.wav'), 'BAD_USER_INPUT'],
    ['SVG', () => dataUrl(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'), 'BAD_USER_INPUT'],
    ['too much', () => dataUrl(Buffer.alloc(100_001)), 'BAD_USER_INPUT'],
    ['broken base64', () => 'data:image/png;base64,****', 'BAD_USER_INPUT'],
    ['a file', () => 'file:///etc/passwd', 'BAD_USER_INPUT'],
    ['an example that is not there', () => '/examples/none.png', 'NOT_FOUND'],
    ['a path out of the examples', () => '/examples/../data/media-keys', 'NOT_FOUND'],
    ['nothing', () => '', 'BAD_USER_INPUT'],
  ])('is refused when it is %s', async (_, url, code) => {
    await expect(media.resolve(url(), 'image', operation())).rejects.toMatchObject({ code });
  });

  it('is fetched once in an operation, and again in the next one', async () => {
    const before = web.requests.length;
    const context = operation();
    const resolved = await Promise.all(Array.from({ length: 20 }, () => media.resolve(at('/slow'), 'image', context)));
    expect([new Set(resolved).size, web.requests.length - before]).toEqual([1, 1]);
    await media.resolve(at('/slow'), 'image', operation());
    expect(web.requests.length - before).toBe(2);
  });

  it('may be only so much in one operation', async () => {
    const context = operation();
    const resolving = ['/1', '/2', '/3', '/4'].map((path) => media.resolve(at(path), 'image', context));
    const outcomes = await Promise.allSettled(resolving);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    await expect(resolving[3]).rejects.toMatchObject({ code: 'OPERATION_TOO_LARGE' });
  });

  it('is given up when the caller leaves', async () => {
    const controller = new AbortController();
    const resolving = media.resolve(at('/slow'), 'image', operation('acme', controller.signal));
    controller.abort(new Error('left'));
    await expect(resolving).rejects.toThrow('left');
  });
});

describe('the media phase', () => {
  it('keeps what it stored, and its URLs, over a restart', async () => {
    const url = await media.resolve(dataUrl(pngOf(9, 9)), 'image', operation());
    const restarted = await openMedia();
    expect(await restarted.resolve(url, 'image', operation())).toBe(url);
    await restarted.close();
    expect(await readdir(join(folder, 'data'))).toEqual(expect.arrayContaining(['media', 'media-keys']));
  });

  it('refuses loopback unless a test opens it', async () => {
    const guarded = await openMedia({ guard: {} });
    const before = web.connections();
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0x7f000001']) {
      await expect(guarded.resolve(`http://${host}:${web.port}/a.png`, 'image', operation())).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }
    expect(web.connections()).toBe(before);
    await guarded.close();
  });

  it('says which setting a bucket misses', async () => {
    const settings = mediaSettings.parse({ store: { s3: { bucketUrl: 'https://s3.example/media' } } });
    await expect(openMedia({ settings })).rejects.toThrow('AWS_ACCESS_KEY_ID');
  });

  it('refuses settings by which content could end before its URL', () => {
    expect(mediaSettings.safeParse({ urlLifetimeMs: 86_400_000 }).success).toBe(false);
  });
});
