import { afterAll, expect, it } from '@jest/globals';

import { createStorage } from '../../storage/create-storage.js';
import { type Adapter, describeEach, type OpenPlace, storeAdapters } from '../../storage/testing/store-adapters.js';
import { findRedis } from '../../storage/testing/test-redis.js';
import { startTestGateway } from '../../testing/start-test-gateway.js';
import { startUpstream } from '../../testing/start-upstream.js';

const { adapters, postgres } = await storeAdapters();
const redis = await findRedis();
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

const shared = adapters.find(({ kind }) => kind === 'postgres')?.open ?? null;
const places: readonly Adapter<{ openPlace: OpenPlace; more: { redisUrl?: string; redisPrefix?: string } }>[] = [
  { kind: 'postgres', open: shared && { openPlace: shared, more: {} } },
  {
    kind: 'redis',
    open: shared && redis && { openPlace: shared, more: { redisUrl: redis.url, redisPrefix: redis.prefix } },
  },
];

const LIMIT = 20;
const headers = { 'content-type': 'application/json' };

describeEach('two gateways of one limit', places, ({ openPlace, more }) => {
  it('let exactly the limit through', async () => {
    await using upstream = await startUpstream('language');
    upstream.answer(({ body }) => {
      const representations = body.variables['representations'] as object[];
      return { data: { _entities: representations.map(() => ({ language: { code: 'en' } })) } };
    });
    const place = await openPlace();
    // Each has its own connections, and knows a key of its own of one tenant.
    const start = () =>
      startTestGateway(
        { upstream: upstream.url },
        {
          rateLimits: { per: 'tenant', fields: { 'Text.language': { limit: LIMIT, duration: 600, roles: {} } } },
          openStorage: () => createStorage({ ...place.settings, ...more, queues: [] }),
        },
      );
    {
      await using first = await start();
      await using second = await start();
      const ask = async ({ url, key }: typeof first, index: number): Promise<boolean> => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { ...headers, authorization: `Bearer ${key}` },
          body: JSON.stringify({ query: `{ a${index}: text(content: "x${index}") { language { code } } }` }),
        });
        expect([200, 429]).toContain(response.status);
        return response.status === 200;
      };
      const asks = Array.from({ length: 40 }, (_, index) => ask(index % 4 < 2 ? first : second, index));
      const admitted = (await Promise.all(asks)).filter((isAdmitted) => isAdmitted).length;
      expect(admitted).toBe(LIMIT);
    }
    await place.remove();
  }, 90_000);
});
