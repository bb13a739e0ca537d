import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Queue } from '../storage/queue/queue.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import type { TestGateway } from '../testing/start-test-gateway.js';
import { createExecutionClient, type Event, type ExecutionClient } from './testing/execution-client.js';
import { type ExecutionSite, siteAdapters } from './testing/execution-site.js';
import { answerTexts, finished, piece, started } from './testing/generation.js';
import { forgetHeartbeats, openImpatientQueue, startWorkerProcess } from './testing/start-worker-process.js';

const { adapters, postgres } = await siteAdapters();
const openSite = adapters.find(({ kind }) => kind === 'postgres')?.open ?? null;
const rounds = Number(process.env['SLUICE_KILL_ROUNDS'] ?? 2);

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

  const textOf = (events: readonly Event[]) => events.map(({ text = '' }) => text).join('');
  const attemptsOf = (events: readonly Event[]) =>
    events.filter(({ __typename }) => __typename === 'AttemptStarted').length;
  const afterLastStart = (events: readonly Event[]) =>
    events.slice(events.findLastIndex(({ __typename }) => __typename === 'AttemptStarted'));

  it(`loses no event and numbers none twice over ${rounds} kills (SLUICE_KILL_ROUNDS)`, async () => {
    const words = Array.from({ length: 100 }, (_, index) => `word ${index} `);
    let isLastRound = false;
    site.upstream.onSubscription((subscription) => {
      subscription.tell(started);
      let next = 0;
      const timer = setInterval(() => {
        const word = words[next++];
        if (word !== undefined) return void subscription.tell(piece(word));
        // Before the last round, the model never comes to an end.
        if (!isLastRound) return void subscription.tell(piece('more '));
        clearInterval(timer);
        subscription.tell(finished(words.join('')));
        return subscription.complete();
      }, 2);
      void subscription.ended.then(() => clearInterval(timer));
    });
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

  it('goes on where it was: calls of a pipeline that are done are not made again', async () => {
    const asked: string[] = [];
    let isStuck = true;
    site.upstream.answer((body) => {
      const isLanguage = body.query.includes('language');
      asked.push(isLanguage ? 'language' : 'generate');
      if (!isLanguage) return generated;
      // The second call hangs until its caller is gone.
      return isStuck ? new Promise(() => {}) : answerTexts(body);
    });
    const document = `mutation ($input: GenerateInput!) {
      generate(input: $input) { text { content language { code } } }
    }`;
    const variables = { input: { messages: [{ role: 'USER', content: 'Hello' }] } };
    const { id } = await client.submit({ operation: { document, variables } });
    const worker = await startWorkerProcess(site);
    await expectSoon(() => asked.includes('language'), 20_000);
    await worker.kill();
    await forgetHeartbeats(site);
    isStuck = false;
    const next = await startWorkerProcess(site);
    const events = await client.follow(id);
    await next.kill();
    expect(events.at(-1)?.__typename).toBe('ExecutionSucceeded');
    expect(asked).toEqual(['generate', 'language', 'language']);
    expect(events).toContainEqual(expect.objectContaining({ __typename: 'Progress', calls: 2, reused: 1 }));
    const { result } = (await client.find(id)) ?? {};
    expect(result?.['response']).toEqual({
      data: { generate: { text: { content: 'written', language: { code: 'en' } } } },
    });
  }, 120_000);
});

const generated = {
  data: { generate: { __typename: 'Generation', text: { __typename: 'Text', content: 'written' } } },
};
