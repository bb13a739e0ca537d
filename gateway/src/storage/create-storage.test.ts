import { afterAll, expect, it } from '@jest/globals';

import { createPgliteFolder } from './testing/pglite-template.js';
import { describeEach, storeAdapters } from './testing/store-adapters.js';
import { findRedis } from './testing/test-redis.js';
import { createStorage } from './create-storage.js';

const { adapters, postgres } = await storeAdapters();
const redis = await findRedis();
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

const queues = [{ name: 'work' }];

describeEach('storage', adapters, (openPlace, kind) => {
  it('is opened, used, closed and opened again', async () => {
    const place = await openPlace();
    for (const round of [0, 1]) {
      const { store, bus, limiter, queue, close } = await createStorage({ ...place.settings, queues });
      expect([store.kind, bus.kind, limiter.kind]).toEqual(
        kind === 'pglite' ? ['pglite', 'memory', 'memory'] : ['postgres', 'notify', 'sql'],
      );
      expect(await queue.fetch('work')).toHaveLength(round);
      await queue.send({ queue: 'work' });
      await close();
    }
    await place.remove();
  }, 60_000);
});

describeEach('storage beside Redis', [{ kind: 'redis', open: redis && adapters[1]!.open }], (openPlace) => {
  it('moves limits and bus there', async () => {
    const place = await openPlace();
    const options = { ...place.settings, redisUrl: redis!.url, redisPrefix: redis!.prefix, queues };
    const { bus, limiter, close } = await createStorage(options);
    expect([bus.kind, limiter.kind]).toEqual(['redis', 'redis']);
    await close();
    await place.remove();
  }, 60_000);
});

it('gives the folder free again when it cannot be opened', async () => {
  const { dataDir, remove } = await createPgliteFolder();
  await expect(createStorage({ dataDir, queues: [{ name: 'not a name' }] })).rejects.toThrow();
  const { close } = await createStorage({ dataDir, queues });
  await close();
  remove();
}, 60_000);
