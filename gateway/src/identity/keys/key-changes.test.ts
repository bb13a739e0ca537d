import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { insertKey } from '../../accounts/keys/key-rows.js';
import { createNotifyBus } from '../../storage/bus/notify-bus.js';
import { openPostgresStore } from '../../storage/store/postgres/postgres-store.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { startFaultProxy } from '../../storage/testing/fault-proxy.js';
import { describeEach, storeAdapters } from '../../storage/testing/store-adapters.js';
import { generateApiKey } from '../api-key.js';
import { createRevocations } from '../revocations.js';
import { ask, type KeyPlace, openKeyPlace, owner, peppers, watchLookUps } from '../testing/key-place.js';
import { followKeyChanges } from './key-changes.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

/** What is promised is a second; a busy machine may need longer to run the test. */
const A_SECOND = 3_000;

describeEach('what happens to API keys', adapters, (openPlace) => {
  let place: KeyPlace;
  beforeAll(async () => {
    place = await openKeyPlace(openPlace);
  }, 60_000);
  afterEach(async () => place.closeProcesses());
  afterAll(async () => place[Symbol.asyncDispose]());

  const make = (more: object = {}) => place.administration.create(owner, { name: 'a', roles: ['admin'], ...more });

  it('is known by every process within a second, without any bus', async () => {
    const processes = [await place.open(), await place.open()];
    const { key, text } = await make();
    for (const keys of processes) expect(await ask(keys, text)).toMatchObject({ id: key.id });
    await place.administration.revoke(owner, key.id);
    for (const keys of processes) {
      await expectSoon(async () => (await ask(keys, text)) === 'UNAUTHENTICATED', A_SECOND);
    }
  });

  it('makes a key good that was refused as unknown just before', async () => {
    const keys = await place.open();
    const { id, text } = generateApiKey('live');
    expect(await ask(keys, text)).toBe('UNAUTHENTICATED');
    const grant = { name: 'a', tenant: 'default', roles: ['admin'], scopes: [], models: null, services: null };
    const rest = { origins: [], addresses: [], createdBy: 'test', expiresAt: null };
    const identity = { id, environment: 'live', ...peppers.hash(text) } as const;
    await place.store.transaction((transaction) => insertKey(transaction, identity, { ...grant, ...rest }));
    await expectSoon(async () => (await ask(keys, text)) !== 'UNAUTHENTICATED', A_SECOND);
  });

  it('while a key is looked up is not forgotten over what was read before', async () => {
    const { key, text } = await make();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let isRead = false;
    const after = () => ((isRead = true), held);
    const keys = await place.open({ store: watchLookUps(place.store, { after }) });
    const early = ask(keys, text);
    await expectSoon(() => isRead);
    await place.administration.revoke(owner, key.id);
    await keys.announce([{ id: key.id, ended: true }]);
    release();
    // Whoever came before the revocation may pass; nobody who comes after.
    await early;
    expect(await ask(keys, text)).toBe('UNAUTHENTICATED');
  });

  it('ends the connections of those who stay: at a revocation, and when the time of a rotated key is up', async () => {
    const revocations = createRevocations();
    const ended: string[] = [];
    revocations.onRevoked(({ id }) => ended.push(id));
    await place.open({ revocations });
    const [first, second, third] = [await make(), await make(), await make()];
    await place.administration.revoke(owner, first.key.id);
    await place.administration.rotate(owner, { id: second.key.id, validUntil: new Date(Date.now() + 500) });
    await expectSoon(() => ended.includes(first.key.id) && ended.includes(second.key.id), A_SECOND);
    expect(ended).not.toContain(third.key.id);
  });
});

describe.each(adapters.filter(({ kind, open }) => kind === 'postgres' && open))('processes on $kind', ({ open }) => {
  it('tell each other at once by LISTEN', async () => {
    await using place = await openKeyPlace(open!);
    const told: string[] = [];
    const buses = [place.store, place.store].map((store) => createNotifyBus({ store }));
    const [teller, listener] = await Promise.all(
      buses.map((bus, index) => {
        const onChange = ({ id }: { id: string }) => void (index === 1 && told.push(id));
        return followKeyChanges({ store: place.store, bus, pollMs: 600_000, onChange });
      }),
    );
    await teller!.announce([{ id: 'one', ended: true }]);
    await expectSoon(() => told.includes('one'), A_SECOND);
    await Promise.all([teller, listener].map((follower) => follower!.close()));
    await Promise.all(buses.map((bus) => bus.close()));
  });
});

describe('while the store is away', () => {
  it('known keys go on for a while, unknown ones cannot be checked, and all comes back by itself', async () => {
    if (postgres === null) return;
    const database = await postgres.createDatabase();
    const proxy = await startFaultProxy(database.url);
    const direct = openPostgresStore({ databaseUrl: database.url });
    const distant = openPostgresStore({ databaseUrl: proxy.url });
    try {
      await using place = await openKeyPlace(async () => ({
        open: async () => direct,
        settings: { dataDir: '' },
        remove: () => direct.close(),
      }));
      const [known, other] = [
        await place.administration.create(owner, { name: 'known', roles: ['admin'] }),
        await place.administration.create(owner, { name: 'other', roles: ['admin'] }),
      ];
      const keys = await place.open({ store: distant, outageMs: 2_500 });
      expect(await ask(keys, known.text)).toMatchObject({ id: known.key.id });
      proxy.stall();
      proxy.cut();
      const asked = ask(keys, other.text);
      expect(await ask(keys, known.text)).toMatchObject({ id: known.key.id });
      expect(await asked).toBe('SERVICE_UNAVAILABLE');
      // What could have been revoked meanwhile is not let pass for ever.
      await expectSoon(async () => (await ask(keys, known.text)) === 'SERVICE_UNAVAILABLE', 20_000);
      proxy.resume();
      await expectSoon(async () => typeof (await ask(keys, known.text)) === 'object', 20_000);
      expect(await ask(keys, other.text)).toMatchObject({ id: other.key.id });
      await keys.close();
    } finally {
      await distant.close();
      await proxy.close();
      await database.drop();
    }
  }, 90_000);
});
