import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import type { Store } from './store.js';
import { tables } from './tables.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('transactions', adapters, (openPlace) => {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
    await store.execute('CREATE TABLE items (id integer PRIMARY KEY, name text)');
  }, 60_000);
  afterAll(() => place.remove());

  const insert = (id: number, name = 'x') => sql`INSERT INTO items VALUES (${id}, ${name})`.compile(tables);
  const namesOf = async (id: number) => (await store.execute('SELECT name FROM items WHERE id = $1', [id])).length;

  it('commits what a transaction did, and gives its result', async () => {
    const result = await store.transaction(async (transaction) => {
      await transaction.query(insert(1));
      await transaction.query(insert(2));
      return 'done';
    });
    expect([result, await namesOf(1), await namesOf(2)]).toEqual(['done', 1, 1]);
  });

  it('rolls back what a transaction did when its work throws', async () => {
    const failure = store.transaction(async (transaction) => {
      await transaction.query(insert(3));
      throw new Error('changed my mind');
    });
    await expect(failure).rejects.toThrow('changed my mind');
    expect(await namesOf(3)).toBe(0);
  });

  it('refuses at once what would wait for itself: the store within its own transaction', async () => {
    const asks: (() => Promise<unknown>)[] = [
      () => store.query(insert(4)),
      () => store.transaction(async () => {}),
      () => Promise.resolve().then(() => store.execute('SELECT 1')),
    ];
    for (const ask of asks) {
      await expect(store.transaction(ask)).rejects.toThrow('The store was asked within a transaction');
    }
    expect(await namesOf(4)).toBe(0);
  });

  it('may be asked again by what a transaction left running when it ended', async () => {
    let later: Promise<unknown> | undefined;
    await store.transaction(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => store.execute('SELECT 1 AS one'));
    });
    expect(await later).toEqual([{ one: 1 }]);
  });

  it('does not report a commit that was a rollback since an error was swallowed', async () => {
    const swallowed = store.transaction(async (transaction) => {
      await transaction.query(insert(5));
      await transaction.execute('SELECT no_such_column').catch(() => {});
      return 'done';
    });
    await expect(swallowed).rejects.toMatchObject({ sqlState: '25P02' });
    expect(await namesOf(5)).toBe(0);
  });

  it('takes parallel statements of one transaction in turn', async () => {
    const rows = await store.transaction((transaction) =>
      Promise.all([1, 2, 3].map((value) => transaction.execute('SELECT $1::int AS value', [value]))),
    );
    expect(rows.flat()).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
  });

  it('holds a statement that nobody waited for to its transaction', async () => {
    await store.transaction(async (transaction) => {
      void transaction.query(insert(6));
    });
    expect(await namesOf(6)).toBe(1);
    const failing = store.transaction(async (transaction) => {
      void transaction.query(insert(7));
      void transaction.query(insert(7)).catch(() => {});
    });
    await expect(failing).rejects.toMatchObject({ sqlState: '23505' });
    expect(await namesOf(7)).toBe(0);
  });

  it('refuses a transaction that was kept after its end', async () => {
    const kept = await store.transaction(async (transaction) => ({ transaction }));
    await expect(kept.transaction.query(insert(8))).rejects.toThrow('The transaction has ended.');
    expect(await namesOf(8)).toBe(0);
  });

  it('ends a transaction whose work hangs at its deadline, and goes on', async () => {
    const hanging = store.transaction(
      async (transaction) => {
        await transaction.query(insert(9));
        await new Promise(() => {});
      },
      { timeoutMs: 100 },
    );
    await expect(hanging).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await namesOf(9)).toBe(0);
  });

  it('rolls back when the caller leaves', async () => {
    const caller = new AbortController();
    const left = store.transaction(
      async (transaction) => {
        await transaction.query(insert(10));
        caller.abort();
        await new Promise(() => {});
      },
      { signal: caller.signal },
    );
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await namesOf(10)).toBe(0);
  });
});
