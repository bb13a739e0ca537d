import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PGlite } from '@electric-sql/pglite';

import { createPgliteFolder } from '../../testing/pglite-template.js';
import type { Store } from '../store.js';
import { openPgliteStore } from './pglite-store.js';

/** What is true of PGlite itself, and why the store goes its own way; a new version may say otherwise. */
describe('PGlite as it is', () => {
  let pglite: PGlite;
  let folder: Awaited<ReturnType<typeof createPgliteFolder>>;
  beforeAll(async () => {
    folder = await createPgliteFolder();
    pglite = await PGlite.create(`${folder.dataDir}/store/pgdata`);
  }, 60_000);
  afterAll(async () => {
    await pglite.close();
    folder.remove();
  });
  const soon = (promise: Promise<unknown>) =>
    Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))]);

  it('has one connection, which a transaction holds: a call from its inside waits for its end', async () => {
    let inner: Promise<unknown> | undefined;
    const told = await pglite.transaction(async () => {
      inner = pglite.query('SELECT 1');
      return soon(inner);
    });
    expect(told).toBe('waits');
    await inner;
  });

  it('is left in a dead transaction by a script that fails behind its BEGIN', async () => {
    await expect(pglite.exec('BEGIN; SELECT no_such_column; COMMIT')).rejects.toThrow('no_such_column');
    await expect(pglite.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    await pglite.exec('ROLLBACK');
  });

  it('forgets a LISTEN that fell into a transaction which was rolled back', async () => {
    const heard: string[] = [];
    await pglite.exec('BEGIN');
    await pglite.listen('lost', (payload) => heard.push(payload));
    await pglite.exec('ROLLBACK');
    await pglite.query("SELECT pg_notify('lost', 'never')");
    expect(heard).toEqual([]);
  });

  it('does not stop a statement by statement_timeout', async () => {
    await pglite.exec('SET statement_timeout = 20');
    expect((await pglite.query('SELECT pg_sleep(0.1)')).rows).toHaveLength(1);
    await pglite.exec('RESET statement_timeout');
  });
});

describe('the embedded store', () => {
  let store: Store;
  let folder: Awaited<ReturnType<typeof createPgliteFolder>>;
  beforeAll(async () => {
    folder = await createPgliteFolder();
    store = await openPgliteStore({ dataDir: folder.dataDir, maxWaiting: 5 });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    folder.remove();
  });

  it('tells what is done, although the deadline passed while it held the thread', async () => {
    expect(await store.execute('SELECT pg_sleep(0.2)', [], { timeoutMs: 50 })).toHaveLength(1);
  });

  it('bounds those who wait for the connection', async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => store.execute('SELECT 1')));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(4);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'OVERLOADED' });
  });

  it('says that a parameter cannot be sent, rather than that the database is away', async () => {
    await expect(store.execute('SELECT $1::int', ['no number'])).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
