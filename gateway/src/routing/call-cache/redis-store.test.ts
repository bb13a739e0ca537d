import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';

import { describeEach } from '../../storage/testing/store-adapters.js';
import { type FaultProxy, startFaultProxy } from '../../storage/testing/fault-proxy.js';
import { findRedis } from '../../storage/testing/test-redis.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { startUpstream, type Upstream } from '../../testing/start-upstream.js';
import { type CachedGateway, embed, EMBED, embedding, startCached, timesAsked } from './testing/start-cached.js';

const redis = await findRedis();
afterAll(async () => {
  await redis?.[Symbol.asyncDispose]();
});

describeEach('answers that gateways share', [{ kind: 'redis', open: redis && (() => redis) }], (open) => {
  let upstream: Upstream;
  let gateways: readonly CachedGateway[];
  let proxy: FaultProxy;
  let direct: Redis;
  let texts = 0;

  beforeAll(async () => {
    const { url, prefix: redisPrefix } = open();
    upstream = await startUpstream('embeddings');
    upstream.answer(embed);
    proxy = await startFaultProxy(url);
    direct = new Redis(url);
    const start = (redisUrl: string, redisTimeoutMs: number) => {
      const callCache = { store: 'redis', redisTimeoutMs } as const;
      return startCached({ encoder: upstream.url }, { callCache, storage: { redisUrl, redisPrefix } });
    };
    // On a busy machine an answer of Redis takes its time; only where it does not come is it not waited for long.
    gateways = await Promise.all([start(url, 5_000), start(url, 5_000), start(proxy.url, 500)]);
    await expectSoon(async () => (await Promise.all(gateways.map((_, index) => isUsed(index)))).every(Boolean));
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway[Symbol.asyncDispose]()));
    await upstream[Symbol.asyncDispose]();
    await proxy.close();
    direct.disconnect();
  });

  /** A text that no other test asks for. */
  const someText = () => `text ${(texts += 1)}`;
  const ask = (index: number, content: string) => (gateways[index] as CachedGateway).ask(EMBED, { content });
  const keys = () => direct.keys(`${open().prefix}call:*`);

  /** Whether a gateway is connected: what it was told once, it knows. */
  async function isUsed(index: number): Promise<boolean> {
    const content = `is used ${index}`;
    await ask(index, content);
    return (await ask(index, content)).cache !== undefined;
  }

  /** Asks a gateway, and waits until its answer is kept. @returns its key */
  async function keep(content: string): Promise<string> {
    const before = new Set(await keys());
    await ask(0, content);
    let key: string | undefined;
    await expectSoon(async () => (key = (await keys()).find((each) => !before.has(each))) !== undefined);
    return key ?? '';
  }

  it('are made by one of them, and end with the life that the contract gives them', async () => {
    const content = someText();
    const key = await keep(content);
    const { data, cache } = await ask(1, content);
    expect(data).toEqual(embedding(content.length));
    expect(cache).toMatchObject([{ coordinate: 'Text.embedding', status: 'HIT' }]);
    expect(timesAsked(upstream, content)).toBe(1);
    expect(key).not.toContain(content);
    const life = await direct.pttl(key);
    expect(life).toBeGreaterThan(86_000_000);
    expect(life).toBeLessThanOrEqual(86_400_000);
  });

  it.each<[string, string]>([
    ['no JSON', '{"storedAt":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['without a time', '{"value":{"dimensions":7}}'],
    ['of the future', '{"storedAt":99999999999999,"value":{"dimensions":7}}'],
    ['without a value', '{"storedAt":1}'],
    ['of another shape', `{"storedAt":${Date.now()},"value":{"dimensions":"seven"}}`],
    ['without what is selected', `{"storedAt":${Date.now()},"value":{}}`],
    ['a text', `{"storedAt":${Date.now()},"value":"seven"}`],
    ['too large', `{"storedAt":${Date.now()},"value":{"dimensions":7,"more":"${'x'.repeat(1_100_000)}"}}`],
  ])('are not believed where they are %s', async (_, entry) => {
    const content = someText();
    await direct.set(await keep(content), entry);
    const { data, errors, cache } = await ask(1, content);
    expect([data, errors, cache]).toEqual([embedding(content.length), [], undefined]);
    expect(timesAsked(upstream, content)).toBe(2);
  });

  it('are not believed where the key holds something else than a text', async () => {
    const content = someText();
    const key = await keep(content);
    await direct.del(key);
    await direct.lpush(key, 'item');
    expect((await ask(1, content)).data).toEqual(embedding(content.length));
  });

  it('are made anew while Redis says nothing or is cut off, without an error', async () => {
    const content = someText();
    await keep(content);
    expect((await ask(2, content)).cache).toBeDefined();
    proxy.stall();
    const stalled = await ask(2, content);
    expect([stalled.data, stalled.errors, stalled.cache]).toEqual([embedding(content.length), [], undefined]);
    proxy.resume();
    proxy.cut();
    expect((await ask(2, content)).data).toEqual(embedding(content.length));
    await expectSoon(async () => (await ask(2, content)).cache !== undefined);
  });
});
