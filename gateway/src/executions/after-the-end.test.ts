import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { describeEach } from '../storage/testing/store-adapters.js';
import { collapseEvents } from './collapse-events.js';
import { parseSealingKeys } from './sealing/sealer.js';
import { sweepExecutions } from './sweep.js';
import { createExecutionClient, type Event, type ExecutionClient, textOf } from './testing/execution-client.js';
import { type ExecutionSite, siteAdapters } from './testing/execution-site.js';
import { answerTexts, piece, started, writeSlowly } from './testing/generation.js';

const { adapters, postgres } = await siteAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

const EMBEDDING = { embeddings: { content: 'hello' } };
const GENERATION = { generation: { messages: [{ role: 'USER', content: 'Hello' }] } };
const PIECES = Array.from({ length: 50 }, (_, index) => `${index}${index % 3 === 0 ? '🌊' : ''} `);

/** Each event that is told stands for those after the one before it, up to its own number. */
function expectWhole(events: readonly Event[], after: number, last: number): void {
  let next = after + 1;
  for (const { number, first = number } of events) {
    expect(first).toBe(next);
    next = number + 1;
  }
  expect(next).toBe(last + 1);
}

describeEach('after the end', adapters, (openSite) => {
  let site: ExecutionSite;
  let client: ExecutionClient;
  let attempts = 0;
  beforeAll(async () => {
    site = await openSite();
    client = createExecutionClient(await site.start(), site.keys.developer);
    site.upstream.answer(answerTexts);
    site.upstream.onSubscription((subscription) => {
      attempts += 1;
      if (attempts > 1) return writeSlowly(subscription, PIECES, { everyMs: 30 });
      subscription.tell(started);
      subscription.tell(piece('void '));
      setTimeout(subscription.cut, 60);
    });
  }, 60_000);
  afterAll(async () => await site[Symbol.asyncDispose]());

  it('pieces of text become one, and every reader gets the text from where it stopped', async () => {
    const { id } = await client.submit(GENERATION);
    const before = await client.follow(id);
    const last = before.at(-1)!.number;
    expectWhole(before, 0, last);
    // How many pieces become one event as they come is a matter of time; each run of them becomes one event after.
    const isText = ({ __typename }: Event) => __typename === 'TextDelta';
    const runs = before.filter((event, index) => isText(event) && !isText(before[index - 1] ?? before[0]!));
    expect(before.filter(isText).length).toBeGreaterThan(runs.length);

    const sealer = parseSealingKeys(site.sealingKey);
    const { store } = site.storage;
    const collapse = () => collapseEvents({ store, sealer, afterMs: 0 });
    await Promise.all([collapse(), collapse()]);
    await collapse();

    for (let after = 0; after < last; after += 3) {
      const events = await client.follow(id, after);
      expectWhole(events, after, last);
      expect(textOf(events)).toBe(textOf(before.slice(after)));
    }
    const all = await client.follow(id);
    expect(all.filter(isText)).toHaveLength(runs.length);
    expect(all.filter((event) => !isText(event))).toEqual(before.filter((event) => !isText(event)));

    const erase = 'mutation ($id: ID!) { eraseExecution(input: { id: $id }) { erasedAt } }';
    expect((await client.ask(erase, { id })).errors).toEqual([]);
    const erased = await client.follow(id);
    expectWhole(erased, 0, last);
    expect(textOf(erased)).toBe('');
  }, 60_000);

  it('pieces of text stay as they are until their time has come', async () => {
    const { id } = await client.run(GENERATION);
    const { store } = site.storage;
    const before = await client.follow(id);
    await collapseEvents({ store, sealer: parseSealingKeys(site.sealingKey), afterMs: 60_000 });
    expect(await client.follow(id)).toEqual(before);
  });

  it('executions are removed when they were kept long enough, in one sweep however many', async () => {
    const [{ id: kept }, { id: old }] = [await client.run(EMBEDDING), await client.run(EMBEDDING)];
    const { store, queue } = site.storage;
    const names = await store.execute(
      `SELECT string_agg(column_name, ', ') AS names FROM information_schema.columns
       WHERE table_schema = 'sluice' AND table_name = 'executions'
       AND column_name NOT IN ('id', 'number', 'keep_until', 'idempotency_key')`,
    );
    const copied = (names as unknown as { names: string }[])[0]?.names;
    await store.execute(
      `INSERT INTO sluice.executions (id, keep_until, ${copied})
       SELECT gen_random_uuid(), now() - interval '1 minute', ${copied}
       FROM sluice.executions, generate_series(1, 1000) WHERE id = $1`,
      [old],
    );
    const announce = { changed() {}, events() {}, stop() {} };
    await sweepExecutions({ store, queue, announce, sealer: parseSealingKeys(site.sealingKey) });
    expect(await store.execute('SELECT id FROM sluice.executions WHERE keep_until < now()')).toHaveLength(0);
    expect((await client.find(kept))?.status).toBe('SUCCEEDED');
  });
});
