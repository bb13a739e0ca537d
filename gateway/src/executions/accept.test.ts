import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';

import { parseApiKey } from '../identity/api-key.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { describeEach } from '../storage/testing/store-adapters.js';
import type { TestGateway } from '../testing/start-test-gateway.js';
import { createExecutionClient, type ExecutionClient } from './testing/execution-client.js';
import { type ExecutionSite, type SiteKeys, siteAdapters } from './testing/execution-site.js';
import { answerTexts, piece, started, writeAll } from './testing/generation.js';

const { adapters, postgres } = await siteAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

const CANARY = 'canary-7f3a';
const GENERATION = { generation: { messages: [{ role: 'USER', content: `Hello ${CANARY}` }] } };
const EMBEDDING = { embeddings: { content: CANARY } };
const later = () => ({ startAfter: new Date(Date.now() + 3_600_000).toISOString() });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error: { code?: string }) => error.code,
  );

describeEach('what is accepted', adapters, (openSite) => {
  let site: ExecutionSite;
  let gateways: readonly TestGateway[];
  const as = (who: keyof SiteKeys, gateway = 0): ExecutionClient =>
    createExecutionClient(gateways[gateway]!, site.keys[who]);
  const count = async (table: string, where: string) => {
    const [row] = await site.storage.store.execute(`SELECT count(*) AS count FROM ${table} WHERE ${where}`);
    return (row as { count: number }).count;
  };
  beforeAll(async () => {
    site = await openSite();
    // Of one tenant two run at once, over both.
    const settings = { concurrency: 3, maxRunningPerTenant: 2 };
    gateways = await Promise.all([site.start(settings), site.start(settings)]);
  }, 60_000);
  afterAll(async () => await site[Symbol.asyncDispose]());
  beforeEach(() => {
    site.upstream.forget();
    site.upstream.answer(answerTexts);
    site.upstream.onSubscription((subscription) => writeAll(subscription, [CANARY, ' day']));
  });

  it('under one key is one execution, however many submit it at once at several gateways', async () => {
    const options = { idempotencyKey: 'one', ...later() };
    const submit = (index: number) => as('developer', index % 2).submit(GENERATION, options);
    const all = await Promise.all(Array.from({ length: 30 }, (_, index) => submit(index)));
    const [id] = [...new Set(all.map((execution) => execution.id))];
    expect(new Set(all.map((execution) => execution.id)).size).toBe(1);
    expect(await count('sluice.executions', `idempotency_key = 'one'`)).toBe(1);
    expect(await count('sluice.execution_events', `execution = '${id}'`)).toBe(1);
    expect(await count('sluice.audit_log', `action = 'execution.accepted' AND target = '${id}'`)).toBe(1);
    expect(await count('sluice_queue.job', `id = '${id}'`)).toBe(1);
  });

  it('under one key is the same one when its times have passed meanwhile', async () => {
    const soon = Date.now() + 1_500;
    const [startAfter, deadline] = [soon, soon + 1_500].map((at) => new Date(at).toISOString());
    const submit = () => as('developer').submit(EMBEDDING, { idempotencyKey: 'three', startAfter, deadline });
    const { id } = await submit();
    await expectSoon(() => Date.now() > soon + 1_500);
    expect((await submit()).id).toBe(id);
  });

  it('under a key that was used otherwise is refused: for another context, or by another caller', async () => {
    const options = { idempotencyKey: 'two', ...later() };
    await as('developer').submit(GENERATION, options);
    expect(await codeOf(as('developer').submit(EMBEDDING, options))).toBe('IDEMPOTENCY_CONFLICT');
    expect(await codeOf(as('colleague').submit(GENERATION, options))).toBe('IDEMPOTENCY_CONFLICT');
    expect(await codeOf(as('stranger').submit(GENERATION, options))).toBe('OK');
  });

  it('is what its submitter may run', async () => {
    expect(await codeOf(as('viewer').submit(EMBEDDING))).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    const { data, errors } = await as('viewer').ask('mutation ($c: ContextInput!) { run(context: $c) { id } }', {
      c: GENERATION,
    });
    expect([data, errors[0]?.extensions['code']]).toEqual([{ run: null }, 'UNAUTHORIZED_FIELD_OR_TYPE']);
  });

  it.each<[string, object, object]>([
    ['two kinds at once', { ...EMBEDDING, ...GENERATION }, {}],
    ['no kind', {}, {}],
    ['an empty text', { embeddings: { content: '' } }, {}],
    ['no messages', { generation: { messages: [] } }, {}],
    ['a priority beyond the bounds', EMBEDDING, { priority: 101 }],
    ['a deadline in the past', EMBEDDING, { deadline: '2020-01-01T00:00:00Z' }],
    ['a start in ten years', EMBEDDING, { startAfter: new Date(Date.now() + 3.2e11).toISOString() }],
    ['a time that is none', EMBEDDING, { startAfter: 'tomorrow' }],
    ['an empty key', EMBEDDING, { idempotencyKey: ' ' }],
    ['a key with NUL', EMBEDDING, { idempotencyKey: 'a\u0000' }],
    ['labels with half a character', EMBEDDING, { labels: { a: '\ud800' } }],
    ['labels that are no texts', EMBEDDING, { labels: { a: 1 } }],
    ['metadata without bound', EMBEDDING, { metadata: 'x'.repeat(20_000) }],
    ['a pipeline that is no GraphQL', { operation: { document: '{' } }, {}],
    ['a pipeline that does not fit', { operation: { document: '{ nothing }' } }, {}],
    ['a pipeline that is a subscription', { operation: { document: 'subscription { services { name } }' } }, {}],
    [
      'a pipeline that submits itself',
      { operation: { document: 'mutation { submit(context: { embeddings: { content: "x" } }) { id } }' } },
      {},
    ],
    ['a pipeline by an id that nobody knows', { operation: { documentId: 'x' } }, {}],
  ])('is not %s', async (_, context, options) => {
    expect(await codeOf(as('developer').submit(context, options))).toBe('BAD_USER_INPUT');
  });

  it('is seen and ended by its submitter, and by who may see and end those of the tenant', async () => {
    const { id } = await as('colleague').submit(GENERATION, later());
    expect(await as('viewer').find(id)).toMatchObject({ id, status: 'QUEUED' });
    expect(await codeOf(as('viewer').cancel(id))).toBe('FORBIDDEN');
    expect(await as('stranger').find(id)).toBeNull();
    expect(await codeOf(as('stranger').cancel(id))).toBe('NOT_FOUND');
    await expect(as('stranger').follow(id)).rejects.toThrow('NOT_FOUND');
    const other = await as('developer').submit(GENERATION, later());
    expect(await as('colleague').find(other.id)).toBeNull();
    expect(await codeOf(as('colleague').cancel(other.id))).toBe('NOT_FOUND');
    expect(await as('developer', 1).cancel(id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('runs two at once of a tenant and no more, over all gateways, the more important first', async () => {
    site.upstream.onSubscription((subscription) => void subscription.tell(started));
    const client = as('developer');
    const priorities = [0, 1, 2, 3, 4, 5];
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const submitted = await Promise.all(
      priorities.map((priority) => client.submit(GENERATION, { priority, startAfter: later })),
    );
    // All of them are there before the first one is due.
    await site.storage.store.execute('UPDATE sluice_queue.job SET start_after = now() WHERE id = ANY($1::uuid[])', [
      submitted.map(({ id }) => id),
    ]);
    let most = 0;
    for (const [index] of priorities.entries()) {
      const next = await site.upstream.subscription(index);
      most = Math.max(most, site.upstream.open);
      await expectSoon(() => site.upstream.subscriptions.length >= Math.min(index + 2, priorities.length));
      most = Math.max(most, site.upstream.open);
      writeAll(next, ['x']);
      await next.ended;
    }
    expect(most).toBe(2);
    await Promise.all(submitted.map(({ id }) => client.follow(id)));
    const rows = await site.storage.store.execute(
      `SELECT priority FROM sluice.executions WHERE id = ANY($1::uuid[]) ORDER BY started_at`,
      [submitted.map(({ id }) => id)],
    );
    expect(rows.map((row) => (row as { priority: number }).priority)).toEqual(priorities.toReversed());
  }, 30_000);

  it('stands in the store without a word of it, and is erased for good', async () => {
    const client = as('developer');
    const { id } = await client.submit(GENERATION, { metadata: { note: CANARY } });
    const events = await client.follow(id);
    expect(events.some(({ text }) => text?.includes(CANARY))).toBe(true);
    const [{ id: embedded }] = [await client.run(EMBEDDING)];
    const tables = ['sluice.executions', 'sluice.execution_events', 'sluice.execution_calls', 'sluice_queue.job'];
    for (const table of tables) {
      const rows = await site.storage.store.execute(`SELECT t::text AS text FROM ${table} AS t`);
      const text = JSON.stringify(rows);
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(Buffer.from(CANARY).toString('hex'));
    }
    const erase =
      'mutation ($id: ID!) { eraseExecution(input: { id: $id }) { id erasedAt metadata result { __typename } } }';
    const { data } = await client.ask(erase, { id });
    expect(data?.['eraseExecution']).toMatchObject({ id, erasedAt: expect.any(String), metadata: null, result: null });
    expect(JSON.stringify(await client.follow(id))).not.toContain(CANARY);
    expect(await client.find(embedded)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await count('sluice.executions', `request_hash = decode(repeat('00', 32), 'hex')`)).toBe(1);
    expect(await count('sluice.audit_log', `action = 'execution.erased' AND target = '${id}'`)).toBe(1);
  });

  it('is answered as it stands when it takes longer than its caller waits', async () => {
    site.upstream.onSubscription((subscription) => void subscription.tell(started));
    const { id, status, result } = await as('developer').run(GENERATION, {}, 200);
    expect([status, result]).toEqual(['RUNNING', null]);
    const writing = await site.upstream.subscription(0);
    writing.tell(piece('late'));
    expect(await as('developer', 1).cancel(id)).toMatchObject({ status: 'CANCELLED' });
    await writing.ended;
  });

  it('is listed by status, kind and labels, newest first, page by page', async () => {
    const client = as('developer');
    const options = { ...later(), labels: { list: 'this', no: '1' } };
    const ids: string[] = [];
    for (const context of [EMBEDDING, GENERATION, EMBEDDING]) ids.unshift((await client.submit(context, options)).id);
    const list = async (filter: object, after: string | null = null) => {
      const query = `query ($f: ExecutionFilter, $after: String) {
        executions(filter: $f, first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await client.ask(query, { f: filter, after });
      return data?.['executions'] as { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    const first = await list({ labels: { list: 'this' }, statuses: ['QUEUED'] });
    expect(first.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await list({ labels: { list: 'this' } }, first.pageInfo.endCursor);
    expect([second.nodes.map(({ id }) => id), second.pageInfo.hasNextPage]).toEqual([ids.slice(2), false]);
    expect((await list({ labels: { list: 'this' }, kinds: ['generation'] })).nodes).toEqual([{ id: ids[1] }]);
    expect((await list({ labels: { list: 'this' }, statuses: ['RUNNING'] })).nodes).toEqual([]);
  });

  it('by a key that was revoked meanwhile does not run', async () => {
    const client = as('colleague');
    const due = new Date(Date.now() + 600).toISOString();
    const { id } = await client.submit(GENERATION, { startAfter: due });
    await site.storage.store.execute('UPDATE sluice.api_keys SET revoked_at = now() WHERE id = $1', [
      parseApiKey(site.keys.colleague)?.id,
    ]);
    const events = await as('developer').follow(id);
    expect(events.at(-1)).toMatchObject({ __typename: 'ExecutionFailed', error: { code: 'UNAUTHENTICATED' } });
    expect(site.upstream.subscriptions).toHaveLength(0);
  });
});
