import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { Store } from '../store/store.js';
import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import { openBossQueue } from './boss-queue.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('jobs that a process has left behind', adapters, (openPlace) => {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
  }, 60_000);
  afterAll(async () => place.remove());

  it('are given again at once where the database is of one process, and else to nobody who may still have them', async () => {
    const open = () => openBossQueue({ store, queues: [{ name: 'work', heartbeatSeconds: 60 }] });
    const first = await open();
    await first.send({ queue: 'work', data: { number: 1 }, retryLimit: 5 });
    const [held] = await first.fetch('work');
    if (held === undefined) throw new Error('Expected a job.');
    await first.close();
    const second = await open();
    const given = await second.fetch('work');
    const again = { id: held.id, data: { number: 1 }, attempt: 1 };
    expect(given).toMatchObject(store.kind === 'pglite' ? [again] : []);
    expect(await second.complete(held)).toBe(store.kind === 'postgres');
    await second.close();
  });
});
