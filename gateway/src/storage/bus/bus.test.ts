import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { expectSoon } from '../testing/expect-soon.js';
import { startFaultProxy, type FaultProxy } from '../testing/fault-proxy.js';
import { describeEach } from '../testing/store-adapters.js';
import { findPostgres, type TestDatabase } from '../testing/test-postgres.js';
import { findRedis } from '../testing/test-redis.js';
import { createPgliteFolder } from '../testing/pglite-template.js';
import { openPgliteStore } from '../store/pglite/pglite-store.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import type { Store } from '../store/store.js';
import type { Bus } from './bus.js';
import { createMemoryBus } from './memory-bus.js';
import { createChunkReader, toChunks } from './notify-chunks.js';
import { createNotifyBus } from './notify-bus.js';
import { createRedisBus } from './redis-bus.js';

const postgres = await findPostgres();
const redis = await findRedis();
const cleanUps: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
  await postgres?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

/** Two ends of one bus, as two gateways have them; the same twice where a process is alone. */
type Ends = readonly [Bus, Bus];

async function notifyOn(open: () => Store | Promise<Store>): Promise<Bus> {
  const store = await open();
  const bus = createNotifyBus({ store });
  cleanUps.push(async () => (await bus.close(), await store.close()));
  return bus;
}

async function onPglite(): Promise<Ends> {
  const { dataDir, remove } = await createPgliteFolder();
  cleanUps.push(async () => remove());
  const bus = await notifyOn(() => openPgliteStore({ dataDir }));
  return [bus, bus];
}

let database: TestDatabase | undefined;
async function onPostgres(): Promise<Ends> {
  const { url } = await createDatabase();
  return [
    await notifyOn(() => openPostgresStore({ databaseUrl: url })),
    await notifyOn(() => openPostgresStore({ databaseUrl: url })),
  ];
}

async function createDatabase(): Promise<TestDatabase> {
  if (database !== undefined) return database;
  database = await postgres!.createDatabase();
  cleanUps.push(database.drop);
  return database;
}

function redisBus(redisUrl: string): Bus {
  const bus = createRedisBus({ redisUrl, prefix: redis!.prefix });
  cleanUps.push(() => bus.close());
  return bus;
}

const alone = createMemoryBus();
const adapters = [
  { kind: 'memory', open: async (): Promise<Ends> => [alone, alone] },
  { kind: 'pglite', open: onPglite },
  { kind: 'postgres', open: postgres && onPostgres },
  { kind: 'redis', open: redis && (async (): Promise<Ends> => [redisBus(redis.url), redisBus(redis.url)]) },
];

describeEach('a bus', adapters, (open) => {
  let here: Bus;
  let there: Bus;
  beforeAll(async () => {
    [here, there] = await open();
    await expectSoon(async () => (await here.publish('warm-up', 0).catch(() => 'refused')) === undefined);
  }, 60_000);

  const collect = async (topic: string, bus = there) => {
    const heard: unknown[] = [];
    const leave = await bus.subscribe(topic, { onMessage: (message) => heard.push(message) });
    return { heard, leave };
  };

  it('tells every subscriber of a topic, in order, and no other', async () => {
    const [one, two, other] = await Promise.all([collect('a'), collect('a'), collect('b')]);
    for (let value = 0; value < 50; value++) await here.publish('a', { value });
    await here.publish('b', 'last');
    await expectSoon(() => one.heard.length === 50 && two.heard.length === 50 && other.heard.length === 1);
    expect(one.heard).toEqual(Array.from({ length: 50 }, (_, value) => ({ value })));
    expect(other.heard).toEqual(['last']);
    await Promise.all([one, two, other].map(({ leave }) => leave()));
  });

  it('keeps the order of what is published at once', async () => {
    const { heard, leave } = await collect('at once');
    await Promise.all(Array.from({ length: 50 }, (_, value) => here.publish('at once', value)));
    await expectSoon(() => heard.length === 50);
    expect(heard).toEqual(Array.from({ length: 50 }, (_, value) => value));
    await leave();
  });

  it('carries any JSON, also more than NOTIFY takes, and any topic', async () => {
    const topic = 'Ü/"\'; \n%20 ';
    const { heard, leave } = await collect(topic);
    const messages = [null, 0, '', 'a'.repeat(8_000), { text: '🌊 \u0000 "' }, ['é'.repeat(9_000)]];
    for (const message of messages) await here.publish(topic, message);
    await expectSoon(() => heard.length === messages.length);
    expect(heard).toEqual(messages);
    await leave();
  });

  it('refuses what is too large for a hint', async () => {
    await expect(here.publish('a', 'x'.repeat(70_000))).rejects.toThrow('at most 65536 bytes, got 70002');
    await expect(here.publish('', 1)).rejects.toThrow('topic');
    await expect(here.publish('a'.repeat(201), 1)).rejects.toThrow('topic');
  });

  it('tells nothing after a subscription has ended, and is subscribed to anew', async () => {
    const first = await collect('again');
    await first.leave();
    await first.leave();
    const second = await collect('again');
    await here.publish('again', 1);
    await expectSoon(() => second.heard.length === 1);
    expect(first.heard).toEqual([]);
    await second.leave();
  });

  it('goes on when a subscriber throws', async () => {
    const leave = await there.subscribe('mistake', {
      onMessage() {
        throw new Error('mine');
      },
    });
    const { heard, leave: leaveOther } = await collect('mistake');
    await here.publish('mistake', 1);
    await expectSoon(() => heard.length === 1);
    await Promise.all([leave(), leaveOther()]);
  });

  it('is left by a thousand subscribers as it was', async () => {
    for (let round = 0; round < 10; round++) {
      const joined = await Promise.all(Array.from({ length: 100 }, (_, value) => collect(`many ${value % 20}`)));
      await Promise.all(joined.map(({ leave }) => leave()));
    }
    const { heard, leave } = await collect('many 7');
    await here.publish('many 7', 'one');
    await expectSoon(() => heard.length === 1);
    expect(heard).toEqual(['one']);
    await leave();
  });

  it('refuses everything when it is closed', async () => {
    const [closing] = await open();
    if (closing === alone || closing === here) return;
    await closing.close();
    await expect(closing.publish('a', 1)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await expect(closing.subscribe('a', { onMessage: () => {} })).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await closing.close();
  }, 60_000);
});

const networked = [
  { kind: 'postgres', open: postgres && (async () => (await createDatabase()).url) },
  { kind: 'redis', open: redis && (async () => redis.url) },
];

describeEach('a bus behind a bad network', networked, (findTarget, kind) => {
  let proxy: FaultProxy;
  let bus: Bus;
  let direct: Bus;
  beforeAll(async () => {
    proxy = await startFaultProxy(await findTarget());
    const openBus = (url: string) =>
      kind === 'redis' ? redisBus(url) : notifyOn(() => openPostgresStore({ databaseUrl: url }));
    [bus, direct] = [await openBus(proxy.url), await openBus(await findTarget())];
    cleanUps.push(() => proxy.close());
  });

  it('tells every subscriber of a gap when the connection is back, and then goes on', async () => {
    const heard: unknown[] = [];
    const subscriber = (name: string) => ({
      onMessage: (message: unknown) => heard.push(`${name} ${String(message)}`),
      onGap: () => heard.push(`${name} gap`),
    });
    const leave = await Promise.all([bus.subscribe('a', subscriber('a')), bus.subscribe('b', subscriber('b'))]);
    await direct.publish('a', 1);
    await expectSoon(() => heard.length === 1);
    proxy.cut();
    await expectSoon(() => heard.length === 3);
    await direct.publish('b', 2);
    await expectSoon(() => heard.length === 4);
    expect(heard).toEqual(['a 1', 'a gap', 'b gap', 'b 2']);
    await Promise.all(leave.map((end) => end()));
  });

  it('gives up publishing at its deadline, and when the caller has left', async () => {
    proxy.stall();
    await expect(bus.publish('a', 1, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const caller = new AbortController();
    const left = bus.publish('a', 1, { signal: caller.signal });
    caller.abort();
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('chunks of a notification', () => {
  it('are below what NOTIFY takes, and come together again', () => {
    const { read } = createChunkReader();
    const text = JSON.stringify('x'.repeat(20_000));
    const chunks = toChunks('é'.repeat(200), text);
    expect(chunks.length).toBe(4);
    for (const chunk of chunks) expect(Buffer.byteLength(chunk)).toBeLessThan(8_000);
    expect(chunks.map((chunk) => read(chunk)).at(-1)).toEqual({ topic: 'é'.repeat(200), message: JSON.parse(text) });
  });

  it('without their beginning or their end are no message', () => {
    const { read } = createChunkReader();
    const [first = '', second = '', third = ''] = toChunks('a', JSON.stringify('x'.repeat(15_000)));
    expect([second, third, first, third, 'nonsense', second].map((chunk) => read(chunk))).toEqual(Array(6).fill(null));
    expect(read(toChunks('a', '1')[0]!)).toEqual({ topic: 'a', message: 1 });
  });

  it("that are not ours are nobody's, and harm nobody", () => {
    const { read } = createChunkReader();
    expect(read('id 0 1 %E0%A4%A 1')).toEqual({ topic: '', message: 1 });
    expect(read('id 0 1 a {')).toEqual({ topic: 'a', message: undefined });
  });
});

describeEach('a bus by NOTIFY', [{ kind: 'postgres', open: postgres && createDatabase }], (open) => {
  it('drops what others say on its channel, and goes on', async () => {
    const { url } = await open();
    const store = openPostgresStore({ databaseUrl: url });
    const bus = createNotifyBus({ store });
    cleanUps.push(async () => (await bus.close(), await store.close()));
    const told: unknown[] = [];
    await bus.subscribe('topic', { onMessage: (message) => void told.push(message) });
    for (const payload of ['', '{', 'null', '{"chunk":7}', '[]', '\u2028', 'x'.repeat(7_000)]) {
      await store.execute("select pg_notify('sluice_bus', $1)", [payload]);
    }
    await bus.publish('topic', { n: 1 });
    await expectSoon(() => told.length > 0);
    expect(told).toEqual([{ n: 1 }]);
  });
});
