import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';

import { expectSoon } from '../../storage/testing/expect-soon.js';
import { describeEach, storeAdapters } from '../../storage/testing/store-adapters.js';
import { generateApiKey } from '../api-key.js';
import { ask, type KeyPlace, openKeyPlace, owner, watchLookUps } from '../testing/key-place.js';

const { adapters, postgres } = await storeAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('an API key', adapters, (openPlace) => {
  let place: KeyPlace;
  beforeAll(async () => {
    place = await openKeyPlace(openPlace);
  }, 60_000);
  afterEach(async () => place.closeProcesses());
  afterAll(async () => place[Symbol.asyncDispose]());

  const make = (more: object = {}) => place.administration.create(owner, { name: 'a', roles: ['admin'], ...more });

  it('proves its holder, with tenant, roles, permissions, and what it is narrowed to', async () => {
    const given = { tenant: 'acme', roles: ['embedder'], scopes: ['media:write'], models: ['small'] };
    const { key, text } = await make(given);
    expect(await ask(await place.open(), text)).toEqual({
      id: key.id,
      tenant: 'acme',
      kind: 'api-key',
      credential: key.id,
      roles: ['embedder'],
      permissions: ['context:embed', 'media:write'],
      allows: { models: ['small'] },
    });
  });

  it('stands nowhere in the database', async () => {
    const { key, text } = await make();
    const rows = await place.store.execute(
      `SELECT key::text, encode(hash, 'escape') FROM sluice.api_keys AS key
       UNION ALL SELECT entry::text, '' FROM sluice.audit_log AS entry`,
    );
    expect(JSON.stringify(rows).split(key.id)).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain(text.slice(-38, -6));
  });

  it('with another secret, an unknown id, or of another environment proves nobody', async () => {
    const { key, text } = await make();
    const keys = await place.open();
    const { text: other } = generateApiKey('live');
    expect(await ask(keys, text)).toMatchObject({ id: key.id });
    expect(await ask(keys, other)).toBe('UNAUTHENTICATED');
    // Whoever knows the id and the algorithm of the checksum needs only the secret.
    const stolen = generateApiKey('live', key.id);
    expect(await ask(keys, stolen.text)).toBe('UNAUTHENTICATED');
  });

  it('of a wrong form, checksum or environment never reaches the database', async () => {
    const { text } = await make();
    let lookUps = 0;
    const keys = await place.open({ store: watchLookUps(place.store, { before: () => (lookUps += 1) }) });
    const wrong = [
      text.slice(0, -1) + (text.endsWith('0') ? '1' : '0'),
      "slc_live_' OR 1=1 --",
      `slc_live_${'a'.repeat(1_000_000)}`,
      `${text}\0`,
      `${text}\r\nx: y`,
      `slc_live_${'é'.repeat(12)}_${'a'.repeat(38)}`,
      generateApiKey('dev').text,
    ];
    for (const token of wrong) expect(await ask(keys, token)).toBe('UNAUTHENTICATED');
    expect(lookUps).toBe(0);
    expect(await ask(keys, text)).toMatchObject({ roles: ['admin'] });
    expect(lookUps).toBe(1);
  });

  it('is looked up once for all who come with it at the same time, and then remembered', async () => {
    const { text } = await make();
    let lookUps = 0;
    const keys = await place.open({ store: watchLookUps(place.store, { before: () => (lookUps += 1) }) });
    await Promise.all(Array.from({ length: 50 }, () => ask(keys, text)));
    await ask(keys, text);
    expect(lookUps).toBe(1);
    // Made-up ids, a thousand at once, cost a few statements and no connection each.
    await Promise.all(Array.from({ length: 1_000 }, () => ask(keys, generateApiKey('live').text)));
    expect(lookUps).toBeLessThanOrEqual(5);
  });

  it('ends at its time', async () => {
    const expiresAt = new Date(Date.now() + 700);
    const { text } = await make({ expiresAt });
    const keys = await place.open();
    expect(await ask(keys, text)).toMatchObject({ expiresAt: expiresAt.getTime() });
    await expectSoon(async () => (await ask(keys, text)) === 'UNAUTHENTICATED');
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
  });

  it('is taken from its origins and addresses alone', async () => {
    const origin = 'https://app.example.com';
    const { text } = await make({ origins: [origin], addresses: ['10.0.0.0/8', '2001:db8::1'] });
    const keys = await place.open();
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8:0::1']) {
      expect(await ask(keys, text, { origin, address })).toMatchObject({ roles: ['admin'] });
    }
    const elsewhere = [
      { origin, address: '11.1.2.3' },
      { origin, address: '' },
      { origin, address: '0x0a010203' },
      { origin: `${origin}.evil.test`, address: '10.1.2.3' },
      { origin: 'null', address: '10.1.2.3' },
      { address: '10.1.2.3' },
    ];
    for (const from of elsewhere) expect(await ask(keys, text, from)).toBe('FORBIDDEN');
  });

  it('tells when it was used last, written behind the requests and at most once a minute', async () => {
    const { key, text } = await make();
    const usedAt = async () => (await place.administration.find(owner, key.id))?.lastUsedAt?.getTime() ?? 0;
    const use = async () => {
      const keys = await place.open();
      await ask(keys, text);
      await keys.close();
    };
    const before = Date.now();
    await use();
    const first = await usedAt();
    expect(first).toBeGreaterThanOrEqual(before);
    await use();
    expect(await usedAt()).toBe(first);
    await place.store.execute(`UPDATE sluice.api_keys SET last_used_at = now() - interval '2 minutes'`);
    await use();
    expect(await usedAt()).toBeGreaterThanOrEqual(first);
  });
});
