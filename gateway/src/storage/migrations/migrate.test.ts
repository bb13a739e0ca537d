import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';

import { startProcess } from '../testing/start-process.js';
import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import type { Store } from '../store/store.js';
import { allMigrations } from './all-migrations.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

const steps: readonly Migration[] = [
  { number: 1, name: 'first', sql: 'CREATE TABLE first (id integer PRIMARY KEY)' },
  { number: 2, name: 'second', sql: 'CREATE TABLE second (id integer); INSERT INTO first VALUES (1)' },
  { number: 3, name: 'third', sql: 'ALTER TABLE second ADD COLUMN name text' },
];
const broken: Migration = { number: 3, name: 'broken', sql: 'CREATE TABLE third (id integer); SELECT no_such_column' };

describeEach('migrations', adapters, (openPlace, kind) => {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
  }, 60_000);
  // A schema that is made anew is as empty as a new database, and costs a fraction of one.
  afterEach(async () => {
    await store.execute('DROP SCHEMA IF EXISTS sluice CASCADE');
    await store.execute('DROP SCHEMA public CASCADE');
    await store.execute('CREATE SCHEMA public');
  });
  afterAll(() => place.remove());

  const columns = () =>
    store.execute(
      `SELECT table_schema, table_name, column_name, data_type, column_default, is_nullable FROM information_schema.columns
       WHERE table_schema IN ('sluice', 'public') ORDER BY 1, 2, ordinal_position`,
    );
  const numbers = (list: readonly Migration[]) => list.map(({ number }) => number);

  it('lead from nothing to the newest, and then nowhere', async () => {
    expect(await migrate(store)).toEqual({ applied: numbers(allMigrations) });
    expect(await migrate(store)).toEqual({ applied: [] });
  });

  it('lead to the same schema from every earlier version', async () => {
    await migrate(store);
    const newest = await columns();
    for (let version = 0; version < allMigrations.length; version++) {
      await store.execute('DROP SCHEMA sluice CASCADE');
      await migrate(store, { migrations: allMigrations.slice(0, version) });
      expect(await migrate(store)).toEqual({ applied: numbers(allMigrations.slice(version)) });
      expect(await columns()).toEqual(newest);
    }
  });

  it('go on from where the database is', async () => {
    await migrate(store, { migrations: steps.slice(0, 1) });
    expect(await migrate(store, { migrations: steps })).toEqual({ applied: [2, 3] });
    expect(await store.execute('SELECT * FROM first')).toEqual([{ id: 1 }]);
  });

  it('are taken all or not at all', async () => {
    await expect(migrate(store, { migrations: [...steps.slice(0, 2), broken] })).rejects.toMatchObject({
      sqlState: '42703',
    });
    expect(await columns()).toEqual([]);
    expect(await migrate(store, { migrations: steps })).toEqual({ applied: [1, 2, 3] });
  });

  it('refuse a database of a newer version, and one whose steps were others', async () => {
    await migrate(store, { migrations: steps });
    await expect(migrate(store, { migrations: steps.slice(0, 2) })).rejects.toThrow(
      'The database is at step 3 (third), this version knows 2: run the newer version.',
    );
    const changed = steps.map((step) => ({ ...step, sql: step.number === 2 ? 'SELECT 1' : step.sql }));
    await expect(migrate(store, { migrations: changed })).rejects.toThrow("Step 2 (second) of the database's schema");
    const formatted = steps.map((step) => ({ ...step, sql: ` ${step.sql.replaceAll(' ', '\n ')}` }));
    expect(await migrate(store, { migrations: formatted })).toEqual({ applied: [] });
  });

  if (kind === 'postgres') {
    it('are taken once by several processes at once', async () => {
      const processes = [1, 2, 3].map(() => startProcess('migrate', place.settings));
      const told = await Promise.all(processes.map((each) => each.ended));
      // Each has migrated when its storage was opened; asked once more, there was nothing left.
      expect(told).toEqual([[{ applied: [] }], [{ applied: [] }], [{ applied: [] }]]);
      expect(await store.execute('SELECT number FROM sluice.migrations')).toHaveLength(allMigrations.length);
    }, 60_000);

    it('wait for each other', async () => {
      const results = await Promise.all([1, 2, 3].map(() => migrate(store, { migrations: steps })));
      expect(results.flatMap(({ applied }) => applied)).toEqual([1, 2, 3]);
    });
  }

  it('are numbered from 1 without gaps', () => {
    expect(numbers(allMigrations)).toEqual(allMigrations.map((_, index) => index + 1));
  });
});
