import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Queue } from '../storage/queue/queue.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import type { TestGateway } from '../testing/start-test-gateway.js';
import { createExecutionClient, type Event, type ExecutionClient, textOf } from './testing/execution-client.js';
import { type ExecutionSite, siteAdapters } from './testing/execution-site.js';
import { writeSlowly } from './testing/generation.js';
import { forgetHeartbeats, openImpatientQueue, startWorkerProcess } from './testing/start-worker-process.js';

const { adapters, postgres } = await siteAdapters();
const openSite = adapters.find(({ kind }) => kind === 'postgres')?.open ?? null;
// The fault runs (`npm run test:faults`) kill many more.
const rounds = 2;

const title = 'an execution whose worker is killed';
(openSite ? describe : describe.skip)(openSite ? title : `LEFT OUT, no postgres server: ${title}`, () => {
  let site: ExecutionSite;
  let gateway: TestGateway;
  let client: ExecutionClient;
  let queue: Queue;
  beforeAll(async () => {
    site = await openSite!();
    gateway = await site.start({ concurrency: 0 });
    client = createExecutionClient(gateway, site.keys.developer);
    queue = await openImpatientQueue(site);
  }, 60_000);
  afterAll(async () => {
    await queue?.close();
    await site?.[Symbol.asyncDispose]();
    await postgres?.[Symbol.asyncDispose]();
  });

  const attemptsOf = (events: readonly Event[]) =>
    events.filter(({ __typename }) => __typename === 'AttemptStarted').length;
  const afterLastStart = (events: readonly Event[]) =>
    events.slice(events.findLastIndex(({ __typename }) => __typename === 'AttemptStarted'));

  it(`loses no event and numbers none twice over ${rounds} kills`, async () => {
    const words = Array.from({ length: 100 }, (_, index) => `word ${index} `);
    let isLastRound = false;
    // Before the last round, the model never comes to an end.
    const pace = { everyMs: 2, mayEnd: () => isLastRound };
    site.upstream.onSubscription((subscription) => writeSlowly(subscription, words, pace));
    const { id } = await client.submit(
      { generation: { messages: [{ role: 'USER', content: 'Hello' }] } },
      { maxAttempts: 10 },
    );
    const told: Event[] = [];
    const following = client.follow(id).then((events) => told.push(...events));
    for (let round = 1; round <= rounds; round += 1) {
      const worker = await startWorkerProcess(site);
      await expectSoon(async () => (await client.find(id))?.attempt === round, 20_000);
      await pause(Math.random() * 300);
      await worker.kill();
      await forgetHeartbeats(site);
      // Lost workers are failed attempts, of which this one is to have more than anybody may ask for.
      await site.storage.store.execute('UPDATE sluice.executions SET failures = 0');
    }
    isLastRound = true;
    const worker = await startWorkerProcess(site);
    await following;
    await worker.kill();
    expect(told.map(({ number }) => number)).toEqual(told.map((_, index) => index + 1));
    expect(attemptsOf(told)).toBe(rounds + 1);
    expect(textOf(afterLastStart(told))).toBe(words.join(''));
    const ledger = await site.storage.store.execute('SELECT status, attempts FROM sluice.execution_ledger');
    expect(ledger).toEqual([{ status: 'SUCCEEDED', attempts: rounds + 1 }]);
  }, 300_000);

  it('finishes a pipeline of five steps without repeating the first three, after which it was killed', async () => {
    const asked: string[] = [];
    let isStuck = true;
    site.upstream.answer((body) => {
      const step = STEPS.find((name) => body.query.includes(name)) ?? 'none';
      asked.push(step);
      // The fourth call hangs until its caller is gone.
      return step === 'answer' && isStuck ? new Promise(() => {}) : answerStep(step);
    });
    const document = `mutation ($input: GenerateInput!) { generate(input: $input) { text { translation(to: "de") { text {
      summary { text { answer(question: "Which?") { text { language { code } } } } } } } } } }`;
    const variables = { input: { messages: [{ role: 'USER', content: 'Hello' }] } };
    const { id } = await client.submit({ operation: { document, variables } });
    const worker = await startWorkerProcess(site);
    await expectSoon(() => asked.includes('answer'), 20_000);
    await worker.kill();
    await forgetHeartbeats(site);
    isStuck = false;
    const next = await startWorkerProcess(site);
    const events = await client.follow(id);
    await next.kill();
    expect(events.at(-1)?.__typename).toBe('ExecutionSucceeded');
    expect(asked).toEqual(['generate', 'translation', 'summary', 'answer', 'answer', 'language']);
    expect(events).toContainEqual(expect.objectContaining({ __typename: 'Progress', calls: 5, reused: 3 }));
    const { result } = (await client.find(id)) ?? {};
    expect(JSON.stringify(result?.['response'])).toContain('"language":{"code":"en"}');
  }, 120_000);
});

/** In the order in which the pipeline takes them; the first one that a query names is its own. */
const STEPS = ['generate', 'translation', 'summary', 'answer', 'language'] as const;

function answerStep(step: string) {
  const text = { __typename: 'Text', content: `by ${step}` };
  if (step === 'generate') return { data: { generate: { __typename: 'Generation', text } } };
  const value = step === 'language' ? { code: 'en' } : { text };
  return { data: { _entities: [{ [step]: value }] } };
}
