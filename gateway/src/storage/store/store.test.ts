import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { expectSoon } from '../testing/expect-soon.js';
import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import { isUniqueViolation } from './storage-error.js';
import type { Store } from './store.js';
import { tables } from './tables.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('a store', adapters, (openPlace) => {
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

  it('gives rows the same types everywhere', async () => {
    const [row] = await store.execute(
      `SELECT $1::int8 AS small, 9007199254740993::int8 AS large, $2::text AS text, $3::bool AS yes,
         $4::timestamptz AS at, $5::bytea AS bytes, $6::jsonb AS json, $7::text[] AS list, $8::uuid AS id,
         1.50::numeric AS exact, 2.5::float8 AS float, $9::text AS nothing, count(*) AS count`,
      [
        5,
        'žluť',
        true,
        new Date('2026-01-02T03:04:05.678Z'),
        Uint8Array.of(0, 255),
        JSON.stringify([{ a: 1 }]),
        ['a', 'b,"c'],
        '0b8e5e63-7bb5-4b8b-8e3e-1f1d3b3c4d5e',
        null,
      ],
    );
    expect(row).toEqual({
      small: 5,
      large: 9007199254740993n,
      text: 'žluť',
      yes: true,
      at: new Date('2026-01-02T03:04:05.678Z'),
      bytes: Uint8Array.of(0, 255),
      json: [{ a: 1 }],
      list: ['a', 'b,"c'],
      id: '0b8e5e63-7bb5-4b8b-8e3e-1f1d3b3c4d5e',
      exact: '1.50',
      float: 2.5,
      nothing: null,
      count: 1,
    });
  });

  it('tells a unique violation by its constraint, without the values', async () => {
    await store.query(insert(1));
    const error = await store.query(insert(1)).catch((refused: unknown) => refused);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'items_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'other')).toBe(false);
    expect(error).toMatchObject({ code: 'INTERNAL', message: 'The database refused a statement (SQLSTATE 23505).' });
  });

  it('is whole again after a script that failed behind its BEGIN', async () => {
    await expect(store.execute('BEGIN; SELECT no_such_column; COMMIT')).rejects.toMatchObject({ sqlState: '42703' });
    for (let round = 0; round < 5; round++) expect(await store.execute('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes many statements at once', async () => {
    const rows = await Promise.all(
      Array.from({ length: 200 }, (_, value) => store.execute('SELECT $1::int AS value', [value])),
    );
    expect(rows.flat()).toEqual(Array.from({ length: 200 }, (_, value) => ({ value })));
  });

  it('never sends a statement whose caller left while it waited', async () => {
    const caller = new AbortController();
    const blockers = Array.from({ length: 4 }, () => store.transaction(() => new Promise((go) => setTimeout(go, 150))));
    const waiting = store.query(insert(11), { signal: caller.signal });
    caller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await Promise.all(blockers);
    expect(await namesOf(11)).toBe(0);
    await expect(store.query(insert(11), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('notifies on commit, in order, and not on rollback', async () => {
    const heard: string[] = [];
    const unlisten = await store.listen('things', { onMessage: (payload) => heard.push(payload) });
    const notify = (text: string) => sql`SELECT pg_notify('things', ${text})`.compile(tables);
    await store.transaction(async (transaction) => {
      for (const text of ['1', '2', '3']) await transaction.query(notify(text));
      expect(heard).toEqual([]);
    });
    await store
      .transaction(async (transaction) => {
        await transaction.query(notify('never'));
        throw new Error('no');
      })
      .catch(() => {});
    await store.query(notify('4'));
    await expectSoon(() => heard.length === 4);
    await unlisten();
    await unlisten();
    await store.query(notify('5'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toEqual(['1', '2', '3', '4']);
  });

  it('lets a listener ask the store, also when a transaction notified it', async () => {
    const heard = new Promise<unknown>((resolve) => {
      void store
        .listen('questions', { onMessage: () => resolve(store.execute('SELECT 1 AS one')) })
        .then(() => store.transaction((transaction) => transaction.execute("SELECT pg_notify('questions', '')")));
    });
    expect(await heard).toEqual([{ one: 1 }]);
  });

  it('keeps a subscription that was made while a transaction was rolled back', async () => {
    const heard: string[] = [];
    let subscribing: Promise<unknown> | undefined;
    await store
      .transaction(async () => {
        subscribing = store.listen('kept', { onMessage: (payload) => heard.push(payload) });
        throw new Error('no');
      })
      .catch(() => {});
    await subscribing;
    await store.execute("SELECT pg_notify('kept', 'yes')");
    await expectSoon(() => heard.length === 1);
  });

  it('refuses the names of channels that would need quotes', async () => {
    await expect(store.listen('a"; DROP TABLE items; --', { onMessage: () => {} })).rejects.toThrow('channel');
  });

  it('lets what runs end when it is closed, and refuses the rest', async () => {
    const own = await openPlace();
    const closing = await own.open();
    const running = closing.transaction(async (transaction) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return transaction.execute('SELECT 1 AS one');
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const closed = closing.close();
    await expect(closing.execute('SELECT 1')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(await running).toEqual([{ one: 1 }]);
    await closed;
    await closing.close();
    await own.remove();
  }, 60_000);
});
