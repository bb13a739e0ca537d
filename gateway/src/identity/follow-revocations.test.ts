import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';

import type { Bus } from '../storage/bus/bus.js';
import { createMemoryBus } from '../storage/bus/memory-bus.js';
import { createNotifyBus } from '../storage/bus/notify-bus.js';
import { migrate } from '../storage/migrations/migrate.js';
import type { Store } from '../storage/store/store.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { describeEach, type OpenPlace, storeAdapters, type StorePlace } from '../storage/testing/store-adapters.js';
import { followRevocations, type StoredRevocations } from './follow-revocations.js';
import { createRevocations } from './revocations.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

const soon = () => Date.now() + 60_000;

/** Declares what the tests of a suite stand on. */
function useStore(openPlace: OpenPlace) {
  const opened: (StoredRevocations | Bus)[] = [];
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await openPlace();
    store = await place.open();
    await migrate(store);
  }, 60_000);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((part) => part.close()));
    await store.execute('DELETE FROM sluice.revoked_credentials');
  });
  afterAll(() => place.remove());
  return {
    createBus: () => createNotifyBus({ store }),
    /** A process that follows what the others revoke. */
    async startProcess(bus: Bus = createMemoryBus(), pollMs = 400) {
      const revocations = createRevocations();
      const stored = await followRevocations({ store, bus, revocations, pollMs });
      opened.push(stored, bus);
      return { ...revocations, revoke: stored.revoke };
    },
  };
}

describeEach('what was revoked', adapters, (openPlace) => {
  const { startProcess } = useStore(openPlace);

  it('is known at once where it was revoked, and to whoever starts later', async () => {
    const first = await startProcess();
    await first.revoke({ id: 'a', until: soon() });
    expect(first.isRevoked('a')).toBe(true);
    expect(first.isRevoked('b')).toBe(false);
    const later = await startProcess();
    expect(later.isRevoked('a')).toBe(true);
  });

  it('may be revoked twice', async () => {
    const first = await startProcess();
    const until = soon();
    await first.revoke({ id: 'a', until });
    await first.revoke({ id: 'a', until });
    expect(first.isRevoked('a')).toBe(true);
  });

  it('is forgotten when it would have ended anyway', async () => {
    const first = await startProcess();
    await first.revoke({ id: 'a', until: Date.now() - 1 });
    expect(first.isRevoked('a')).toBe(false);
    const later = await startProcess();
    expect(later.isRevoked('a')).toBe(false);
  });
});

const servers = adapters.filter(({ kind }) => kind === 'postgres');
// The embedded store has one process alone.
describeEach('what one of several processes has revoked', servers, (openPlace) => {
  const { startProcess, createBus } = useStore(openPlace);

  it('is known to every process by the bus alone', async () => {
    const [first, second] = await Promise.all([
      startProcess(createBus(), 3_600_000),
      startProcess(createBus(), 3_600_000),
    ]);
    await first.revoke({ id: 'a', until: soon() });
    await expectSoon(() => second.isRevoked('a'));
    expect(second.isRevoked('b')).toBe(false);
  });

  it('is known to every process without any bus', async () => {
    const [first, second] = await Promise.all([startProcess(), startProcess()]);
    const told: string[] = [];
    second.onRevoked(({ id }) => void told.push(id));
    await first.revoke({ id: 'a', until: soon() });
    await first.revoke({ id: 'b', until: soon() });
    await expectSoon(() => told.length >= 2);
    expect(told).toEqual(['a', 'b']);
  });
});
