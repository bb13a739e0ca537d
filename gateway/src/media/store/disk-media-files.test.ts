import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { pngOf } from '../testing/sample-media.js';
import { createBoundedMediaStore } from './bounded-media-store.js';
import { createDiskMediaFiles } from './disk-media-files.js';
import { tenantKey } from './tenant-key.js';

const signal = AbortSignal.timeout(60_000);

describe('media on disk', () => {
  it('stand beside other files, which are neither listed nor removed', async () => {
    const place = await mkdtemp(join(tmpdir(), 'sluice-media-'));
    const store = createBoundedMediaStore(createDiskMediaFiles(place), {
      sweepEveryMs: 0,
      now: () => Date.now() + 1e12,
    });
    const stored = await store.put(tenantKey('acme'), pngOf(1, 1), 'image/png', signal);
    await writeFile(join(place, 'notes.txt'), 'mine');
    await store.sweep(signal);
    expect(await readdir(place)).toContain('notes.txt');
    expect(await readdir(join(place, stored.tenant, stored.id.slice(0, 2)))).toEqual([]);
    expect(await readdir(join(place, 'unfinished'))).toEqual([]);
    await store.close();
    await rm(place, { recursive: true });
  });
});
