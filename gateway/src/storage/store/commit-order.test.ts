import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import type { Store } from './store.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('events that several write and one follows', adapters, (openPlace, kind) => {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
    await store.execute(`
      CREATE TABLE serial_events (number bigserial PRIMARY KEY);
      CREATE TABLE counters (stream text PRIMARY KEY, last integer NOT NULL);
      INSERT INTO counters VALUES ('a', 0), ('b', 0);
      CREATE TABLE events (stream text, number integer, PRIMARY KEY (stream, number));`);
  }, 60_000);
  afterAll(() => place.remove());

  const readAfter = async (table: string, last: number, stream?: string) => {
    const where = stream === undefined ? '' : `AND stream = '${stream}'`;
    const rows = await store.execute(`SELECT number FROM ${table} WHERE number > $1 ${where} ORDER BY number`, [last]);
    return rows.map((row) => (row as { number: number }).number);
  };

  if (kind === 'postgres') {
    it('are missed when they are followed by a serial: a number is drawn before its commit', async () => {
      const insert = 'INSERT INTO serial_events DEFAULT VALUES';
      const steps = new EventTarget();
      const drawn = once(steps, 'drawn');
      const slow = store.transaction(async (transaction) => {
        await transaction.execute(insert);
        steps.dispatchEvent(new Event('drawn'));
        await once(steps, 'commit');
      });
      await drawn;
      await store.execute(insert);
      expect(await readAfter('serial_events', 0)).toEqual([2]);
      steps.dispatchEvent(new Event('commit'));
      await slow;
      // Whoever read up to 2 never learns of 1.
      expect(await readAfter('serial_events', 2)).toEqual([]);
      expect(await readAfter('serial_events', 0)).toEqual([1, 2]);
    });
  }

  it('are numbered without gap, and seen in order, when the number comes from a row that the commit frees', async () => {
    const write = (stream: string) =>
      store.transaction(async (transaction) => {
        await pause(Math.random() * 5);
        await transaction.execute(
          `WITH next AS (UPDATE counters SET last = last + 1 WHERE stream = $1 RETURNING last)
           INSERT INTO events SELECT $1, last FROM next`,
          [stream],
        );
        await pause(Math.random() * 5);
        // What is rolled back leaves no hole.
        if (Math.random() < 0.2) throw new Error('changed my mind');
      });
    const writers = Array.from({ length: 120 }, (_, index) => write(index % 2 === 0 ? 'a' : 'b'));
    let open = true;
    const written = Promise.allSettled(writers).finally(() => (open = false));
    const followed: number[] = [];
    while (open) followed.push(...(await readAfter('events', followed.at(-1) ?? 0, 'a')));
    const kept = (await written).filter(({ status }, index) => status === 'fulfilled' && index % 2 === 0).length;
    followed.push(...(await readAfter('events', followed.at(-1) ?? 0, 'a')));
    expect(followed).toEqual(Array.from({ length: kept }, (_, index) => index + 1));
  });
});
