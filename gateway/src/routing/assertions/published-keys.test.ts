import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';

import { migrate } from '../../storage/migrations/migrate.js';
import type { Store } from '../../storage/store/store.js';
import { describeEach, storeAdapters, type StorePlace } from '../../storage/testing/store-adapters.js';
import { publishKeys } from './published-keys.js';
import { createSigningKeys } from './signing-keys.js';

const { adapters, postgres } = await storeAdapters();
const servers = adapters.filter(({ kind }) => kind === 'postgres');
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('the keys of gateways that share a store', servers, (openPlace) => {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
    await migrate(store);
  });
  afterAll(() => place.remove());

  async function start(gateway: string) {
    const keys = createSigningKeys();
    const published = await publishKeys({ keys, store, gateway, logger: silentLogger });
    return { keys, published };
  }
  const kidsOf = async ({ published }: Awaited<ReturnType<typeof start>>) =>
    new Set((await published.all()).map(({ kid }) => kid));

  it('are told by each of them, those of the others with a rotation as well', async () => {
    const [one, other] = [await start('one'), await start('other')];
    const all = () => new Set([...one.keys.published(), ...other.keys.published()].map(({ kid }) => kid));
    expect(await kidsOf(one)).toEqual(all());
    expect(await kidsOf(other)).toEqual(all());
    one.keys.rotate();
    let known = await kidsOf(other);
    while (![...all()].every((kid) => known.has(kid))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      known = await kidsOf(other);
    }
    expect(known).toEqual(all());
    await Promise.all([one, other].map(({ published }) => published.close()));
    for (const { keys } of [one, other]) keys.close();
  });

  it('are still those of the gateway itself when the store is away', async () => {
    const own = await start('own');
    await store.close();
    expect(await kidsOf(own)).toEqual(new Set(own.keys.published().map(({ kid }) => kid)));
    await own.published.close();
    own.keys.close();
  });
});
