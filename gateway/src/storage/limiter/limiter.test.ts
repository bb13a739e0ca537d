import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { migrate } from '../migrations/migrate.js';
import type { Store } from '../store/store.js';
import { startProcess } from '../testing/start-process.js';
import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import { findRedis, startRedis, type TestRedis } from '../testing/test-redis.js';
import { BoundedMemoryLimiter } from './bounded-memory-limiter.js';
import type { LimiterFactory } from './limiter.js';
import { createMemoryLimiters } from './memory-limiter.js';
import { openRedisLimiters } from './redis-limiter.js';
import { createSqlLimiters, removeExpired } from './sql-limiter.js';

const { adapters: stores, postgres } = await storeAdapters();
const redis = await findRedis();
const places: StorePlace[] = [];
afterAll(async () => {
  for (const place of places) await place.remove();
  await postgres?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

async function openSql(
  createPlace: () => Promise<StorePlace>,
): Promise<{ limiters: LimiterFactory; store: Store; place: StorePlace }> {
  const place = await createPlace();
  places.push(place);
  const store = await place.open();
  await migrate(store);
  return { limiters: createSqlLimiters({ store }), store, place };
}

const adapters = [
  { kind: 'memory', open: async () => createMemoryLimiters() },
  ...stores.map(({ kind, open }) => ({
    kind,
    open: open && (async () => (await openSql(open)).limiters),
  })),
  { kind: 'redis', open: redis && (async () => openRedisLimiters({ redisUrl: redis.url, prefix: redis.prefix })) },
];

describeEach('a limiter', adapters, (open) => {
  let limiters: LimiterFactory;
  beforeAll(async () => {
    limiters = await open();
  }, 60_000);
  afterAll(() => limiters.close());

  it('allows the points of a window, and says when it ends', async () => {
    const { consume } = limiters({ name: 'plain', points: 3, durationSeconds: 60 });
    const takes = [await consume('a'), await consume('a'), await consume('a'), await consume('a')];
    expect(takes.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
    for (const { resetMs } of takes) {
      expect(resetMs).toBeGreaterThan(50_000);
      expect(resetMs).toBeLessThanOrEqual(60_000);
    }
  });

  it('keeps keys and limits apart', async () => {
    const one = limiters({ name: 'one', points: 1, durationSeconds: 60 });
    const two = limiters({ name: 'two', points: 1, durationSeconds: 60 });
    const takes = [await one.consume('a'), await one.consume('b'), await two.consume('a'), await one.consume('a')];
    expect(takes.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
  });

  it('takes several points, all or none', async () => {
    const { consume } = limiters({ name: 'several', points: 10, durationSeconds: 60 });
    expect(await consume('a', 4)).toMatchObject({ allowed: true, remaining: 6 });
    expect(await consume('a', 7)).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('allows exactly as many of concurrent takes as there are points', async () => {
    const { consume } = limiters({ name: 'crowd', points: 20, durationSeconds: 60 });
    const takes = await Promise.all(Array.from({ length: 100 }, () => consume('a')));
    expect(takes.filter(({ allowed }) => allowed)).toHaveLength(20);
  });

  it('begins anew when the window has ended', async () => {
    const { consume } = limiters({ name: 'short', points: 1, durationSeconds: 1 });
    expect([await consume('a'), await consume('a')].map(({ allowed }) => allowed)).toEqual([true, false]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await consume('a')).toMatchObject({ allowed: true });
  });

  it('takes any key, however long, as its own', async () => {
    const { consume } = limiters({ name: 'keys', points: 1, durationSeconds: 60 });
    const keys = ['', '__proto__', 'x'.repeat(10_000), `${'x'.repeat(10_000)}y`, "'; DROP TABLE x; --", '🌊'];
    for (const key of keys) {
      expect([(await consume(key)).allowed, (await consume(key)).allowed]).toEqual([true, false]);
    }
  });

  it('refuses limits that make no sense', () => {
    expect(() => limiters({ name: 'a b', points: 1, durationSeconds: 1 })).toThrow('name');
    expect(() => limiters({ name: 'a', points: 0, durationSeconds: 1 })).toThrow('points');
    expect(() => limiters({ name: 'a', points: 1, durationSeconds: 0.5 })).toThrow('whole seconds');
  });
});

const openServer = stores.find(({ kind }) => kind === 'postgres')?.open ?? null;
const shared = [
  { kind: 'postgres', open: openServer && (async () => (await openSql(openServer)).place.settings) },
  { kind: 'redis', open: openServer && redis && (async () => besideRedis(await openSql(openServer), redis)) },
];

function besideRedis({ place }: { place: StorePlace }, { url, prefix }: TestRedis): object {
  return { ...place.settings, redisUrl: url, redisPrefix: `${prefix}two:` };
}

describeEach('two processes with one limit', shared, (findSettings) => {
  it('are allowed exactly its points together', async () => {
    const told = await findSettings();
    const processes = [1, 2].map(() => startProcess('limit', told, '80'));
    const counts = (await Promise.all(processes.map(({ ended }) => ended))).flat() as number[];
    expect(counts).toHaveLength(2);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
  }, 60_000);
});

describeEach('counts in the store', stores, (openPlace) => {
  it('are removed when their window has ended', async () => {
    const { limiters, store } = await openSql(openPlace);
    await limiters({ name: 'gone', points: 1, durationSeconds: 1 }).consume('a');
    await limiters({ name: 'stays', points: 1, durationSeconds: 60 }).consume('a');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await removeExpired(store);
    expect(await store.execute('SELECT key FROM sluice.rate_limits')).toEqual([{ key: 'stays:a' }]);
    await limiters.close();
  }, 60_000);
});

describe('limits in Redis', () => {
  it('are counted in memory while Redis is away, and in Redis when it is back', async () => {
    const first = await startRedis();
    if (first === null) return;
    const limiters = await openRedisLimiters({ redisUrl: first.url, prefix: 'insured:' });
    const { consume } = limiters({ name: 'insured', points: 2, durationSeconds: 60 });
    expect([await consume('a'), await consume('a'), await consume('a')].map(({ allowed }) => allowed)).toEqual([
      true,
      true,
      false,
    ]);
    await first[Symbol.asyncDispose]();
    const started = performance.now();
    const away = [await consume('a'), await consume('a'), await consume('a')];
    expect(away.map(({ allowed }) => allowed)).toEqual([true, true, false]);
    expect(performance.now() - started).toBeLessThan(2_500);
    const second = await startRedis(first.port);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await consume('a')).toMatchObject({ allowed: true, remaining: 1 });
    await limiters.close();
    await second?.[Symbol.asyncDispose]();
  });
});

describe('counts in memory', () => {
  it('are bounded: of too many keys the one that was counted longest ago is forgotten', async () => {
    const limiter = new BoundedMemoryLimiter({ keyPrefix: 'bounded', points: 1, duration: 60 }, 2);
    const isAllowed = (key: string) =>
      limiter.consume(key).then(
        () => true,
        () => false,
      );
    expect([await isAllowed('a'), await isAllowed('b'), await isAllowed('a'), await isAllowed('c')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect([await isAllowed('a'), await isAllowed('b')]).toEqual([false, true]);
    await limiter.clear();
  });
});
