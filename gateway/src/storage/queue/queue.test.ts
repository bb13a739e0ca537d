import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { Store } from '../store/store.js';
import { expectSoon } from '../testing/expect-soon.js';
import { startProcess } from '../testing/start-process.js';
import { describeEach, storeAdapters, type StorePlace } from '../testing/store-adapters.js';
import { openBossQueue } from './boss-queue.js';
import type { ClaimedJob, NewJob, Queue } from './queue.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

const NAMES = 'plain order cancelled later groups lost fenced woken inside settled beats once kept';
const QUEUES = NAMES.split(' ').map((name) => ({ name }));

describeEach('a queue', adapters, (openPlace) => {
  let place: StorePlace;
  let store: Store;
  let queue: Queue;
  const errors: unknown[] = [];
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
    const short = { name: 'short', expireSeconds: 1, retryLimit: 1 };
    queue = await openBossQueue({
      store,
      queues: [...QUEUES, short],
      superviseSeconds: 1,
      onError: (error) => errors.push(error),
    });
    await store.execute('CREATE TABLE facts (id integer PRIMARY KEY)');
  }, 60_000);
  afterAll(async () => {
    await queue.close();
    await place.remove();
  });

  const send = async (job: NewJob) => (await queue.send(job))!;
  const take = async (name: string): Promise<ClaimedJob> => {
    const [job] = await queue.fetch(name);
    if (job === undefined) throw new Error(`Expected a job in ${name}.`);
    return job;
  };
  const stateOf = async (name: string, id: string) => (await queue.find(name, id))?.state;

  it('gives a job with its data to one holder, until it is completed', async () => {
    const id = await send({ queue: 'plain', data: { text: '🌊', list: [1] }, group: 'tenant' });
    const job = await take('plain');
    expect(job).toEqual({ queue: 'plain', id, data: { text: '🌊', list: [1] }, group: 'tenant', attempt: 0 });
    expect(await queue.fetch('plain')).toEqual([]);
    expect(await queue.complete(job)).toBe(true);
    expect(await stateOf('plain', id)).toBe('completed');
    expect(await queue.complete(job)).toBe(false);
  });

  it('takes an id once', async () => {
    const id = randomUUID();
    expect(await queue.send({ queue: 'once', id })).toBe(id);
    expect(await queue.send({ queue: 'once', id })).toBeNull();
    expect(await queue.fetch('once', { limit: 5 })).toHaveLength(1);
  });

  it('sends with the transaction: all that is committed, nothing that is rolled back', async () => {
    const ids = [randomUUID(), randomUUID()] as const;
    await store.transaction(async (transaction) => {
      await transaction.execute('INSERT INTO facts VALUES (1)');
      await queue.send({ queue: 'inside', id: ids[0] }, { transaction });
      expect(await queue.find('inside', ids[0], { transaction })).toMatchObject({ state: 'created' });
    });
    const failing = store.transaction(async (transaction) => {
      await queue.send({ queue: 'inside', id: ids[1] }, { transaction });
      await transaction.execute('INSERT INTO facts VALUES (1)');
    });
    await expect(failing).rejects.toMatchObject({ sqlState: '23505' });
    expect([await stateOf('inside', ids[0]), await stateOf('inside', ids[1])]).toEqual(['created', undefined]);
  });

  it('settles with the transaction', async () => {
    const id = await send({ queue: 'settled' });
    const job = await take('settled');
    const failing = store.transaction(async (transaction) => {
      expect(await queue.complete(job, { transaction })).toBe(true);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await stateOf('settled', id)).toBe('active');
    await store.transaction((transaction) => queue.complete(job, { transaction }));
    expect(await stateOf('settled', id)).toBe('completed');
  });

  it('gives jobs by priority, and of equals in the order in which they were sent', async () => {
    const ids: string[] = [];
    for (const priority of [0, 0, 5, -1, 5, 0]) ids.push(await send({ queue: 'order', priority }));
    const taken: string[] = [];
    for (let count = 0; count < 6; count++) taken.push((await take('order')).id);
    expect(taken).toEqual([2, 4, 0, 1, 5, 3].map((index) => ids[index]));
  });

  it('gives a batch in the same order', async () => {
    const ids: string[] = [];
    for (const priority of [0, 5, 0, 5]) {
      ids.push(await send({ queue: 'order', priority }));
      await pause(2);
    }
    const batch = await queue.fetch('order', { limit: 10 });
    expect(batch.map(({ id }) => id)).toEqual([1, 3, 0, 2].map((index) => ids[index]));
  });

  it('keeps a job back until its time', async () => {
    const id = await send({ queue: 'later', startAfter: new Date(Date.now() + 700) });
    expect(await queue.fetch('later')).toEqual([]);
    await expectSoon(async () => (await queue.fetch('later')).some((job) => job.id === id));
  });

  it('keeps what nobody takes, for years', async () => {
    const id = await send({ queue: 'kept' });
    await store.execute(`UPDATE sluice_queue.job SET keep_until = keep_until - interval '5 years' WHERE id = $1`, [id]);
    await store.execute('UPDATE sluice_queue.queue SET maintain_on = NULL');
    await queue.supervise();
    expect(await queue.openAmong('kept', [id, randomUUID()])).toEqual(new Set([id]));
    expect(await queue.complete(await take('kept'))).toBe(true);
    expect(await queue.openAmong('kept', [id])).toEqual(new Set());
  });

  it('passes over groups', async () => {
    for (const group of ['a', 'a', 'b']) {
      await send({ queue: 'groups', group });
      await pause(2);
    }
    await send({ queue: 'groups' });
    const others = await queue.fetch('groups', { limit: 10, exceptGroups: ['a'] });
    expect(others.map(({ group }) => group)).toEqual(['b', null]);
    expect((await queue.fetch('groups', { limit: 10 })).map(({ group }) => group)).toEqual(['a', 'a']);
  });

  it('cancels what waits and what is worked on, whose holder learns of it', async () => {
    const waiting = await send({ queue: 'cancelled' });
    expect(await queue.cancel('cancelled', waiting)).toBe(true);
    expect(await queue.fetch('cancelled')).toEqual([]);
    const id = await send({ queue: 'cancelled' });
    const job = await take('cancelled');
    expect(await queue.cancel('cancelled', id)).toBe(true);
    expect([await queue.heartbeat(job), await queue.complete(job)]).toEqual([false, false]);
    expect([await stateOf('cancelled', waiting), await stateOf('cancelled', id)]).toEqual(['cancelled', 'cancelled']);
    expect(await queue.cancel('cancelled', randomUUID())).toBe(false);
  });

  it('gives a failed job again, as many times as it may, under the next number', async () => {
    const id = await send({ queue: 'lost', retryLimit: 1 });
    const first = await take('lost');
    expect(await queue.fail(first, { code: 'PROVIDER_ERROR' })).toBe(true);
    expect(await stateOf('lost', id)).toBe('retry');
    const second = await take('lost');
    expect([first.attempt, second.attempt]).toEqual([0, 1]);
    expect(await queue.fail(second, {})).toBe(true);
    expect(await stateOf('lost', id)).toBe('failed');
  });

  it('lets an attempt that lost its job settle nothing', async () => {
    const id = await send({ queue: 'fenced' });
    const first = await take('fenced');
    await queue.fail(first, {});
    const second = await take('fenced');
    expect([await queue.complete(first), await queue.fail(first, {}), await queue.heartbeat(first)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await stateOf('fenced', id)).toBe('active');
    expect([await queue.heartbeat(second), await queue.complete(second)]).toEqual([true, true]);
  });

  it('takes a job from a holder that has it for too long', async () => {
    const id = await send({ queue: 'short' });
    const first = await take('short');
    await pause(1_100);
    await expectSoon(async () => (await queue.supervise(), (await stateOf('short', id)) === 'retry'));
    expect(await queue.complete(first)).toBe(false);
    const second = await take('short');
    expect(second).toMatchObject({ id, attempt: 1 });
    expect(await queue.complete(second)).toBe(true);
  }, 20_000);

  it('wakes those who wait for work when the sending is committed, so that they find it', async () => {
    const found: unknown[] = [];
    const unlisten = await queue.onWork('woken', () => void queue.fetch('woken').then((jobs) => found.push(...jobs)));
    await store.transaction(async (transaction) => {
      await queue.send({ queue: 'woken' }, { transaction });
      await queue.send({ queue: 'plain' }, { transaction });
      await pause(50);
      expect(found).toEqual([]);
    });
    await expectSoon(() => found.length === 1);
    await unlisten();
    await send({ queue: 'woken' });
    await pause(50);
    expect(found).toHaveLength(1);
  });

  it('gives each of many jobs to one of many who ask at once', async () => {
    const ids = new Set<string>();
    for (let count = 0; count < 30; count++) ids.add(await send({ queue: 'beats' }));
    const batches = await Promise.all(Array.from({ length: 12 }, () => queue.fetch('beats', { limit: 3 })));
    const taken = batches.flat().map(({ id }) => id);
    expect(taken).toHaveLength(new Set(taken).size);
    for (const job of batches.flat()) await queue.complete(job);
    const rest = await queue.fetch('beats', { limit: 30 });
    expect(new Set([...taken, ...rest.map(({ id }) => id)])).toEqual(ids);
  });

  it('had no trouble in the background', () => {
    expect(errors).toEqual([]);
  });

  it('says so when a call is cancelled, a queue is unknown, or it is closed', async () => {
    await expect(queue.fetch('plain', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(queue.send({ queue: 'nowhere' })).rejects.toThrow('nowhere');
    const own = await openBossQueue({ store, queues: [{ name: 'plain' }] });
    await own.close();
    await expect(own.fetch('plain')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});

const servers = adapters.filter(({ kind }) => kind === 'postgres');

describeEach('several processes', servers, (openPlace) => {
  it('open one queue at once, and do each job once', async () => {
    const place = await openPlace();
    const before = startProcess('fetch', place.settings);
    const beside = startProcess('fetch', place.settings);
    expect([await before.ended, await beside.ended]).toEqual([[], []]);
    const queue = await openBossQueue({ store: await place.open(), queues: [{ name: 'work' }] });
    const ids: (string | null)[] = [];
    for (let count = 0; count < 60; count++) ids.push(await queue.send({ queue: 'work' }));
    const told = await Promise.all([1, 2].map(() => startProcess('fetch', place.settings).ended));
    expect(told.flat()).toHaveLength(ids.length);
    expect(new Set(told.flat())).toEqual(new Set(ids));
    await queue.close();
    await place.remove();
  }, 90_000);
});
