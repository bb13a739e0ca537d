import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';

import { startFaultProxy } from '../../testing/fault-proxy.js';
import { describeEach } from '../../testing/store-adapters.js';
import { expectSoon } from '../../testing/expect-soon.js';
import { findPostgres, runOnce, type TestDatabase } from '../../testing/test-postgres.js';
import { openPostgresStore } from './postgres-store.js';

const postgres = await findPostgres();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('a store over the network', [{ kind: 'postgres', open: postgres }], (server) => {
  let database: TestDatabase;
  beforeAll(async () => (database = await server.createDatabase()));
  afterAll(() => database.drop());

  const open = (options: Partial<Parameters<typeof openPostgresStore>[0]> = {}) =>
    openPostgresStore({ databaseUrl: database.url, ...options });
  const backends = 'SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database()';
  const killAll = () =>
    runOnce(
      database.url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );

  it('ends on the server what a caller has left, and uses the connection again', async () => {
    const store = open({ maxConnections: 1 });
    const caller = new AbortController();
    const [{ pid }] = (await store.execute('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
    const left = store.execute('SELECT pg_sleep(30)', [], { signal: caller.signal });
    setTimeout(() => caller.abort(), 50);
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await store.execute('SELECT pg_backend_pid() AS pid')).toEqual([{ pid }]);
    await store.close();
  });

  it('is bounded: connections, those who wait for one, and time', async () => {
    const store = open({ maxConnections: 2, maxWaiting: 3, statementTimeoutMs: 400 });
    const calls = Array.from({ length: 10 }, () => store.execute('SELECT pg_sleep(0.1)'));
    const results = await Promise.allSettled(calls);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'OVERLOADED' });
    await expect(store.execute('SELECT pg_sleep(30)')).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await store.close();
  });

  it('lives on when the server ends its connections, idle, working and in a transaction', async () => {
    const errors: unknown[] = [];
    const store = open({ onError: (error) => errors.push(error) });
    const working = store.execute('SELECT pg_sleep(30)');
    const within = store.transaction(async (transaction) => {
      await transaction.execute('SELECT 1');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return transaction.execute('SELECT 1');
    });
    const outcomes = Promise.allSettled([working, within]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await killAll();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SERVICE_UNAVAILABLE' } });
    }
    expect(await store.execute('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await store.close();
  });

  it('says that the outcome is unknown when the connection is lost while it commits', async () => {
    const proxy = await startFaultProxy(database.url);
    const store = open({ databaseUrl: proxy.url });
    const outcome = await store
      .transaction(async (transaction) => {
        await transaction.execute('CREATE TABLE IF NOT EXISTS unsure (id int)');
        proxy.cutAtNextRequest();
      })
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'SERVICE_UNAVAILABLE', details: { outcomeUnknown: true } });
    await store.close();
    await proxy.close();
  });

  it('gives up a server that is silent, and one that is not there', async () => {
    const proxy = await startFaultProxy(database.url);
    const store = open({ databaseUrl: proxy.url });
    expect(await store.execute('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    proxy.stall();
    await expect(store.execute('SELECT 1', [], { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    await store.close();
    await proxy.close();
    const nowhere = open({ databaseUrl: proxy.url });
    await expect(nowhere.execute('SELECT 1')).rejects.toBeInstanceOf(ServiceError);
    await expect(nowhere.execute('SELECT 1')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await nowhere.close();
  }, 20_000);

  it('listens again after its connection was lost, and tells of the gap', async () => {
    const store = open();
    const heard: string[] = [];
    const listen = (channel: string) =>
      store.listen(channel, {
        onMessage: (payload) => heard.push(`${channel} ${payload}`),
        onGap: () => heard.push(`${channel} gap`),
      });
    const unlisten = await listen('one');
    await listen('two');
    await store.execute("SELECT pg_notify('one', 'a')");
    await expectSoon(() => heard.length === 1);
    await killAll();
    await expectSoon(() => heard.length === 3);
    await store.execute("SELECT pg_notify('one', 'b'), pg_notify('two', 'c')");
    await expectSoon(() => heard.length === 5);
    expect(heard).toEqual(['one a', 'one gap', 'two gap', 'one b', 'two c']);
    await unlisten();
    await store.execute("SELECT pg_notify('one', 'd'), pg_notify('two', 'e')");
    await expectSoon(() => heard.length === 6);
    expect(heard.at(-1)).toBe('two e');
    await store.close();
  });

  it('does not wait for a LISTEN longer than it may', async () => {
    const proxy = await startFaultProxy(database.url);
    proxy.stall();
    const store = open({ databaseUrl: proxy.url });
    const listening = store.listen('one', { onMessage: () => {} }, { timeoutMs: 100 });
    await expect(listening).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await store.close();
    await proxy.close();
  });

  it('leaves no connection behind', async () => {
    const store = open();
    await store.listen('one', { onMessage: () => {} });
    await Promise.all(Array.from({ length: 10 }, () => store.execute('SELECT 1')));
    await store.close();
    const observer = open({ maxConnections: 1 });
    await expectSoon(async () => ((await observer.execute(backends)) as [{ count: number }])[0].count === 1);
    await observer.close();
  });
});
