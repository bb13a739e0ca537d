import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { pngOf } from '../testing/sample-media.js';
import { type S3Server, startS3Server } from '../testing/start-s3-server.js';
import { createBoundedMediaStore, type StorePolicy } from './bounded-media-store.js';
import { createDiskMediaFiles } from './disk-media-files.js';
import type { MediaFiles } from './media-files.js';
import type { MediaStore } from './media-store.js';
import { createS3MediaFiles } from './s3-media-files.js';
import { tenantKey } from './tenant-key.js';

const MINUTE = 60_000;
const acme = tenantKey('acme');
const other = tenantKey('other');
const signal = AbortSignal.timeout(60_000);

let server: S3Server;
let folder: string;
let runs = 0;
beforeAll(async () => {
  server = await startS3Server();
  folder = await mkdtemp(join(tmpdir(), 'sluice-media-'));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What differs between the stores: where empty files come from. The same place gives the same files. */
const kinds: readonly [string, (place: string) => MediaFiles][] = [
  ['disk', (place) => createDiskMediaFiles(join(folder, place))],
  ['S3', (place) => createS3MediaFiles({ ...server.settings, prefix: `sluice/${place}/` })],
];

/** A picture that is different from any other. @param bytes how long, 200 at least */
const picture = (number: number, bytes = 200) => Buffer.concat([pngOf(number + 1, 1), Buffer.alloc(bytes)], bytes);
const newPlace = () => `run-${(runs += 1)}`;

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function contentOf(stream: AsyncIterable<Buffer> | undefined): Promise<Buffer | undefined> {
  return stream && Buffer.concat(await collect(stream));
}

describe.each(kinds)('media on %s', (_kind, filesIn) => {
  /** A store whose time stands still at the present until the test moves it. */
  function openStore(policy: StorePolicy = {}, place = newPlace()) {
    let ahead = 0;
    const files = filesIn(place);
    const now = () => Date.now() + ahead;
    const store = createBoundedMediaStore(files, { sweepEveryMs: 0, now, ...policy });
    return { store, files, place, pass: (milliseconds: number) => void (ahead += milliseconds) };
  }
  const put = (store: MediaStore, bytes: Buffer, tenant = acme) => store.put(tenant, bytes, 'image/png', signal);

  it('are found by the hash of their content, whole and in part', async () => {
    const { store } = openStore();
    const bytes = picture(1, 5_000);
    const stored = await put(store, bytes);
    expect(stored).toMatchObject({
      tenant: acme,
      mediaType: 'image/png',
      bytes: 5_000,
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await store.stat(stored, signal)).toEqual(stored);
    expect(await contentOf(await store.read(stored, undefined, signal))).toEqual(bytes);
    expect(await contentOf(await store.read(stored, { first: 10, last: 19 }, signal))).toEqual(bytes.subarray(10, 20));
    await store.close();
  });

  it('are of one tenant', async () => {
    const { store } = openStore();
    const stored = await put(store, picture(1));
    const stolen = { ...stored, tenant: other };
    expect(await store.stat(stolen, signal)).toBeUndefined();
    expect(await store.read(stolen, undefined, signal)).toBeUndefined();
    expect(await store.delete(stolen, signal)).toBe(false);
    expect(await store.stat(stored, signal)).toBeDefined();
    await store.close();
  });

  it('are stored once, however often they are put at once', async () => {
    const { store, files } = openStore({
      bounds: { tenant: { bytes: 200, files: 1 }, total: { bytes: 200, files: 1 } },
    });
    const all = await Promise.all(Array.from({ length: 20 }, () => put(store, picture(1))));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await collect(files.list(signal))).toHaveLength(1);
    await store.close();
  });

  it('can be deleted', async () => {
    const { store } = openStore();
    const stored = await put(store, picture(1));
    expect(await store.delete(stored, signal)).toBe(true);
    expect(await store.delete(stored, signal)).toBe(false);
    expect(await store.read(stored, undefined, signal)).toBeUndefined();
    await store.close();
  });

  it('survive a restart, and are shared by several gateways', async () => {
    const first = openStore();
    const stored = await put(first.store, picture(1, 300));
    await first.store.close();
    const second = openStore({}, first.place);
    expect(await second.store.stat(stored, signal)).toMatchObject({ id: stored.id, bytes: 300 });
    await second.store.delete(stored, signal);
    const third = openStore({}, first.place);
    expect(await third.store.read(stored, undefined, signal)).toBeUndefined();
    await Promise.all([second.store.close(), third.store.close()]);
  });

  it('expire, unless they are put again', async () => {
    const { store, files, pass } = openStore({ lifetimeMs: 60 * MINUTE });
    const [left, renewed] = [await put(store, picture(1)), await put(store, picture(2))];
    pass(30 * MINUTE);
    expect((await put(store, picture(2))).expiresAt).toBeGreaterThan(renewed.expiresAt + 29 * MINUTE);
    pass(31 * MINUTE);
    expect(await store.stat(left, signal)).toBeUndefined();
    expect(await store.read(left, undefined, signal)).toBeUndefined();
    expect(await store.stat(renewed, signal)).toBeDefined();
    expect(await collect(files.list(signal))).toHaveLength(2);
    pass(60 * MINUTE);
    await store.sweep(signal);
    expect(await collect(files.list(signal))).toEqual([]);
    await store.close();
  });

  it('make room for others, the least recently used first, and never what is in use', async () => {
    const bound = { bytes: 1_000, files: 3 };
    // By ten minutes ago nothing was written here in real time, so that the files' own dates do not count.
    const { store, pass } = openStore({
      minAgeMs: MINUTE,
      bounds: { tenant: bound, total: { bytes: 1e6, files: 100 } },
    });
    const [first, second] = [await put(store, picture(1)), await put(store, picture(2)), await put(store, picture(3))];
    await expect(put(store, picture(4))).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterMs: MINUTE },
    });
    await put(store, picture(9), other);
    pass(2 * MINUTE);
    await store.stat(first, signal);
    await put(store, picture(4));
    expect(await store.stat(first, signal)).toBeDefined();
    expect(await store.stat(second, signal)).toBeUndefined();
    await store.close();
  });

  it('are bounded by their bytes, for a tenant and in all, also when many come at once', async () => {
    const bounds = { tenant: { bytes: 1_000, files: 100 }, total: { bytes: 1_500, files: 100 } };
    const { store, files } = openStore({ bounds });
    const puts = [acme, other].flatMap((tenant) =>
      Array.from({ length: 8 }, (_, number) => put(store, picture(number), tenant)),
    );
    const outcomes = await Promise.allSettled(puts);
    const codes = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED', 'OVERLOADED']));
    const stored = await collect(files.list(signal));
    expect(stored).toHaveLength(7);
    await store.close();
  });

  it('are counted after a restart', async () => {
    const bounds = { tenant: { bytes: 500, files: 100 }, total: { bytes: 1e6, files: 100 } };
    const first = openStore({ bounds });
    await put(first.store, picture(1));
    await put(first.store, picture(2));
    const second = openStore({ bounds }, first.place);
    await second.store.sweep(signal);
    await expect(put(second.store, picture(3))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await Promise.all([first.store.close(), second.store.close()]);
  });

  it('that another gateway uses are not evicted', async () => {
    const bounds = { tenant: { bytes: 300, files: 100 }, total: { bytes: 1e6, files: 100 } };
    const { store, files, pass } = openStore({ bounds, minAgeMs: 10 * MINUTE });
    await put(store, picture(1));
    pass(11 * MINUTE);
    // The other gateway's clock shows the same time as this one's.
    const touched: MediaFiles = {
      ...files,
      async stat(address) {
        const file = await files.stat(address, signal);
        return file && { ...file, writtenAt: Date.now() + 11 * MINUTE };
      },
    };
    const now = () => Date.now() + 11 * MINUTE;
    const another = createBoundedMediaStore(touched, { bounds, sweepEveryMs: 0, minAgeMs: 10 * MINUTE, now });
    await another.sweep(signal);
    await expect(put(another, picture(2))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(put(store, picture(2))).resolves.toBeDefined();
    await Promise.all([store.close(), another.close()]);
  });

  it('cannot be led out of their place by the name of a tenant', async () => {
    const { store, files } = openStore();
    const hostile = ['..', '../../etc', 'a/b', 'C:\\', '\0', '', '/', 'con', '%2e%2e', '__proto__', 'x'.repeat(10_000)];
    const keys = hostile.map(tenantKey);
    for (const [index, tenant] of keys.entries()) await put(store, picture(index), tenant);
    const found = await collect(files.list(signal));
    expect(found.map(({ address }) => address.tenant).toSorted()).toEqual(keys.toSorted());
    await store.close();
  });

  it('are left alone by a caller who has gone', async () => {
    const { store } = openStore();
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(store.put(acme, picture(1), 'image/png', gone)).rejects.toThrow('gone');
    await expect(put(store, picture(1))).resolves.toBeDefined();
    await store.close();
  });
});
