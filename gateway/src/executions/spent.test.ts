import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { expectSoon } from '../storage/testing/expect-soon.js';
import type { TestGateway } from '../testing/start-test-gateway.js';
import { createExecutionClient, type ExecutionClient } from './testing/execution-client.js';
import { type ExecutionSite, startSite } from './testing/execution-site.js';
import { answerTexts, finished, piece, started } from './testing/generation.js';

let site: ExecutionSite;
let gateway: TestGateway;
let client: ExecutionClient;
beforeAll(async () => {
  site = await startSite(null);
  gateway = await site.start();
  client = createExecutionClient(gateway, site.keys.developer);
}, 60_000);
afterAll(async () => site?.[Symbol.asyncDispose]());

const CONTEXT = { generation: { messages: [{ role: 'USER', content: 'Hello' }] } };
const SUMMARY = { summarization: { content: 'A long text.' } };

async function ledgerOf(id: string) {
  const { store } = site.storage;
  const lines = await store.execute(
    'SELECT status, attempts, calls, usage, cost_micros, currency FROM sluice.execution_ledger WHERE execution = $1',
    [id],
  );
  const calls = await store.execute(
    `SELECT attempt, number, capability, service, model, code, billed, usage, cost_micros
     FROM sluice.execution_ledger_calls WHERE execution = $1 ORDER BY attempt, number`,
    [id],
  );
  return { line: lines[0], lines: lines.length, calls };
}

it('the ledger has every call of every attempt, and their sum', async () => {
  const usage = (inputTokens: number, outputTokens: number) => ({
    sluiceUsage: [{ model: 'test-model', inputTokens, outputTokens }],
  });
  const answers = [
    {
      data: { _entities: [{ summary: null }] },
      errors: [{ message: 'x', path: ['_entities', 0, 'summary'], extensions: { code: 'PROVIDER_OVERLOADED' } }],
      extensions: usage(10, 0),
    },
    {
      data: {
        _entities: [{ summary: { text: { content: 'Short.' }, extractive: false, model: 'test-model', usage: null } }],
      },
      extensions: usage(10, 3),
    },
  ];
  site.upstream.answer(() => answers.shift());
  const { id, status } = await client.run(SUMMARY);
  expect(status).toBe('SUCCEEDED');
  const { line, calls } = await ledgerOf(id);
  expect(line).toMatchObject({
    status: 'SUCCEEDED',
    attempts: 2,
    calls: 2,
    usage: { inputTokens: 20, outputTokens: 3 },
    // The model has no price.
    cost_micros: null,
  });
  const told = { number: 1, capability: 'summarization', service: 'upstream', model: 'test-model' };
  expect(calls).toEqual([
    expect.objectContaining({ ...told, attempt: 1, code: 'PROVIDER_OVERLOADED', billed: 'NO' }),
    expect.objectContaining({ ...told, attempt: 2, code: 'OK', billed: 'YES' }),
  ]);
});

it('an attempt that no service takes does not count, and goes into no sum', async () => {
  const refusals = ['OVERLOADED', 'SERVICE_UNAVAILABLE', 'PROVIDER_CONNECTION_FAILED', 'OVERLOADED'];
  site.upstream.answer((body) => {
    const code = refusals.shift();
    if (!code) return answerTexts(body);
    const extensions = { code, phase: code.startsWith('PROVIDER') ? 'BEFORE_DISPATCH' : undefined };
    return {
      data: { _entities: [{ language: null }] },
      errors: [{ message: 'Not now.', path: ['_entities', 0], extensions }],
    };
  });
  const { id } = await client.submit({ language: { content: 'A text for later' } }, { maxAttempts: 1 });
  const events = await client.follow(id);
  expect(events.at(-1)?.__typename).toBe('ExecutionSucceeded');
  const waited = events.filter(({ __typename }) => __typename === 'AttemptFailed');
  expect(waited.length).toBeGreaterThanOrEqual(3);
  expect(waited.map(({ retryAt }) => typeof retryAt)).toEqual(waited.map(() => 'string'));
  expect((await ledgerOf(id)).line).toMatchObject({ status: 'SUCCEEDED', attempts: waited.length + 1 });
}, 30_000);

it('an attempt that no service takes counts where that has lasted too long', async () => {
  await site.stop(gateway);
  gateway = await site.start({ unavailableMs: 1 });
  client = createExecutionClient(gateway, site.keys.developer);
  site.upstream.answer(() => ({
    data: { _entities: [{ language: null }] },
    errors: [{ message: 'Not now.', path: ['_entities', 0], extensions: { code: 'OVERLOADED' } }],
  }));
  const { id } = await client.submit({ language: { content: 'Another text for later' } }, { maxAttempts: 1 });
  expect((await client.follow(id)).at(-1)?.__typename).toBe('ExecutionFailed');
}, 30_000);

it('what a stream tells with its last event is in it', async () => {
  site.upstream.onSubscription((subscription) => {
    subscription.tell(started);
    subscription.tell(piece('Hi.'));
    const sluiceUsage = [{ model: 'test-model', inputTokens: 7, outputTokens: 2 }];
    subscription.next({ data: { generate: finished('Hi.') }, extensions: { sluiceUsage } });
    subscription.complete();
  });
  const { id } = await client.run(CONTEXT);
  expect((await ledgerOf(id)).line).toMatchObject({ calls: 1, usage: { inputTokens: 7, outputTokens: 2 } });
});

it('the line in the ledger stays when its execution was kept long enough, and is removed', async () => {
  site.upstream.answer(answerTexts);
  const { id } = await client.run({ embeddings: { content: 'hello' } }, { keepSeconds: 0 });
  await expectSoon(async () => (await client.find(id)) === null, 15_000);
  const { store } = site.storage;
  expect(await store.execute('SELECT 1 FROM sluice.execution_events WHERE execution = $1', [id])).toEqual([]);
  const { line, lines } = await ledgerOf(id);
  expect([lines, line]).toMatchObject([1, { status: 'SUCCEEDED', calls: 1, usage: { inputTokens: 5 } }]);
}, 20_000);

it('what was used before it was cancelled is in it, beside what was under way', async () => {
  let hang: () => void = () => {};
  const hung = new Promise<void>((resolve) => (hang = resolve));
  site.upstream.answer((body) =>
    body.query.includes('embedding') ? answerTexts(body) : hung.then(() => ({ data: null })),
  );
  const document = '{ text(content: "To be cancelled") { embedding { dimensions } language { code } } }';
  const { id } = await client.submit({ operation: { document } });
  await expectSoon(async () => ((await client.find(id))?.lastEvent ?? 0) >= 5);
  await client.cancel(id);
  await expectSoon(async () => (await ledgerOf(id)).calls.length === 2);
  hang();
  const { line, lines, calls } = await ledgerOf(id);
  expect([lines, line]).toMatchObject([
    1,
    { status: 'CANCELLED', calls: 1, usage: { inputTokens: 5 }, cost_micros: null },
  ]);
  expect(calls).toEqual([
    expect.objectContaining({ attempt: 1, number: 1, code: 'CANCELLED', billed: 'UNKNOWN' }),
    expect.objectContaining({ attempt: 1, number: 2, capability: 'embeddings', code: 'OK', billed: 'YES' }),
  ]);
}, 20_000);

it('of what was cancelled while it ran nobody knows the cost', async () => {
  site.upstream.forget();
  site.upstream.onSubscription((subscription) => subscription.tell(started));
  const { id } = await client.submit(CONTEXT);
  await site.upstream.subscription(0);
  await client.cancel(id);
  const { line, lines, calls } = await ledgerOf(id);
  expect([lines, line]).toMatchObject([1, { status: 'CANCELLED', calls: 0, usage: {}, cost_micros: null }]);
  expect(calls).toEqual([expect.objectContaining({ attempt: 1, code: 'CANCELLED', billed: 'UNKNOWN' })]);
});
