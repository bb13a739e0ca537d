import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';

import { describeEach } from '../storage/testing/store-adapters.js';
import type { Queue } from '../storage/queue/queue.js';
import type { TestGateway } from '../testing/start-test-gateway.js';
import { cancelExecution } from './cancel.js';
import { readExecution } from './find-executions.js';
import { restoreJobs } from './restore-jobs.js';
import { parseSealingKeys } from './sealing/sealer.js';
import { sweepExecutions } from './sweep.js';
import { createExecutionClient, type Event, type ExecutionClient, textOf } from './testing/execution-client.js';
import { answerTexts, finished, piece, started, writeAll, writeSlowly } from './testing/generation.js';
import { type ExecutionSite, siteAdapters } from './testing/execution-site.js';

const { adapters, postgres } = await siteAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

const GENERATION = { generation: { messages: [{ role: 'USER', content: 'Hello' }] } };
const EMBEDDING = { embeddings: { content: 'hello' } };

const namesOf = (events: readonly Event[]) => events.map(({ __typename }) => __typename);
const numbersFrom = (first: number, events: readonly Event[]) => events.map((_, index) => first + index);

describeEach('executions', adapters, (openSite) => {
  let site: ExecutionSite;
  let here: TestGateway;
  let there: TestGateway;
  let client: ExecutionClient;
  /** The same caller, at another gateway of the store. */
  let elsewhere: ExecutionClient;
  beforeAll(async () => {
    site = await openSite();
    // One accepts and follows, and the other runs.
    [here, there] = await Promise.all([site.start({ concurrency: 0 }), site.start({ concurrency: 8 })]);
    client = createExecutionClient(here, site.keys.developer);
    elsewhere = createExecutionClient(there, site.keys.developer);
  }, 60_000);
  afterAll(async () => await site[Symbol.asyncDispose]());
  beforeEach(() => {
    site.upstream.forget();
    site.upstream.answer(answerTexts);
    site.upstream.onSubscription((subscription) => writeAll(subscription, ['Good ', 'day', '.']));
  });

  it('of a kind that is answered at once end with the result', async () => {
    const execution = await client.run(EMBEDDING);
    expect(execution).toMatchObject({ kind: 'embeddings', status: 'SUCCEEDED', attempt: 1 });
    expect(execution.result).toEqual({ __typename: 'Embedding', vector: [1, 2.5], dimensions: 2, model: 'test-model' });
    expect(namesOf(await client.follow(execution.id))).toEqual([
      'ExecutionQueued',
      'ExecutionStarted',
      'AttemptStarted',
      'CallSucceeded',
      'Progress',
      'ExecutionSucceeded',
    ]);
  });

  it('of a language model tell each piece, and end with the whole', async () => {
    const { id } = await client.submit(GENERATION);
    const events = await client.follow(id);
    expect(events.map(({ number }) => number)).toEqual(numbersFrom(1, events));
    expect(textOf(events)).toBe('Good day.');
    expect(events.at(-1)).toMatchObject({ __typename: 'ExecutionSucceeded', attempt: 1 });
    const { status, result } = (await elsewhere.find(id)) ?? {};
    expect(status).toBe('SUCCEEDED');
    expect(result).toMatchObject({ __typename: 'Generation', text: { content: 'Good day.' }, finishReason: 'STOP' });
  });

  it('are followed on another gateway from where a reader left, while they run', async () => {
    site.upstream.onSubscription((subscription) => void subscription.tell(started));
    const { id } = await client.submit(GENERATION);
    const writing = await site.upstream.subscription(0);
    const before = await client.follow(id, 0, 3);
    const following = elsewhere.follow(id, 3);
    writing.tell(piece('Good '));
    writing.tell(piece('day.'));
    writing.tell(finished('Good day.'));
    writing.complete();
    const after = await following;
    expect(namesOf(before)).toEqual(['ExecutionQueued', 'ExecutionStarted', 'AttemptStarted']);
    expect(after.map(({ number }) => number)).toEqual(numbersFrom(4, after));
    expect(textOf(after)).toBe('Good day.');
    expect(await elsewhere.follow(id, after.at(-2)?.number)).toEqual(after.slice(-1));
  });

  it('give a reader who loses the connection fifty times exactly the same text', async () => {
    const words = Array.from({ length: 300 }, (_, index) => `word ${index} 🌊 `);
    site.upstream.onSubscription((subscription) => writeSlowly(subscription, words, { everyMs: 6 }));
    const { id } = await client.submit(GENERATION);
    const told: Event[] = [];
    let readings = 0;
    while (told.at(-1)?.__typename !== 'ExecutionSucceeded') {
      const reader = Math.random() < 0.5 ? client : elsewhere;
      const count = ++readings > 50 ? Infinity : 1;
      told.push(...(await reader.follow(id, told.at(-1)?.number ?? 0, count)));
    }
    expect(readings).toBeGreaterThan(50);
    expect(told.map(({ number }) => number)).toEqual(numbersFrom(1, told));
    expect(textOf(told)).toBe(words.join(''));
  }, 30_000);

  it('that are cancelled stop their service at once, and every follower is told', async () => {
    site.upstream.onSubscription((subscription) => void subscription.tell(started));
    const { id } = await client.submit(GENERATION);
    const writing = await site.upstream.subscription(0);
    writing.tell(piece('half '));
    const following = client.follow(id);
    await elsewhere.follow(id, 0, 4);
    expect(await client.cancel(id)).toMatchObject({ status: 'CANCELLED' });
    await writing.ended;
    const events = await following;
    expect(events.at(-1)?.__typename).toBe('ExecutionCancelled');
    expect(textOf(events)).toBe('half ');
    expect(await client.cancel(id)).toMatchObject({ status: 'CANCELLED', lastEvent: events.length });
  });

  it('that wait are cancelled and expire, whatever the queue does with their jobs', async () => {
    const options = { startAfter: new Date(Date.now() + 3_600_000).toISOString() };
    const [{ id: cancelled }, { id: late }] = [
      await client.submit(GENERATION, options),
      await client.submit(GENERATION, options),
    ];
    const { store, queue } = site.storage;
    await store.execute('UPDATE sluice.executions SET deadline = now() WHERE id = $1', [late]);
    const asked: string[] = [];
    const cancel: Queue['cancel'] = async (_, id) => {
      // Who claims a job holds it, and waits for its execution: nobody may wait for the job who holds that.
      await store.execute('SELECT 1 FROM sluice.executions WHERE job_id = $1 FOR UPDATE NOWAIT', [id]);
      asked.push(id);
      throw new Error('The queue is away.');
    };
    const announce = { changed() {}, events() {}, stop() {} };
    const managing = { store, queue: { ...queue, cancel }, announce, sealer: parseSealingKeys(site.sealingKey) };
    const { principal } = (await readExecution(store, cancelled))!;
    expect(await cancelExecution(managing, principal, cancelled)).toMatchObject({ status: 'CANCELLED', attempt: 0 });
    await sweepExecutions(managing);
    expect(namesOf(await client.follow(cancelled))).toEqual(['ExecutionQueued', 'ExecutionCancelled']);
    expect(namesOf(await client.follow(late))).toEqual(['ExecutionQueued', 'ExecutionExpired']);
    expect(site.upstream.subscriptions).toHaveLength(0);
    // A worker may have swept first.
    expect(asked.filter((id) => id !== late)).toEqual([cancelled]);
  });

  it('are tried again when a service fails, and what was written before is void', async () => {
    let tries = 0;
    site.upstream.onSubscription((subscription) => {
      if (++tries > 1) return writeAll(subscription, ['whole']);
      subscription.tell(started);
      subscription.tell(piece('broken'));
      setTimeout(subscription.cut, 60);
    });
    const { id } = await client.submit(GENERATION);
    const events = await client.follow(id);
    const second = events.findIndex(({ __typename, attempt }) => __typename === 'AttemptStarted' && attempt === 2);
    expect(textOf(events.slice(second))).toBe('whole');
    expect(events).toContainEqual(
      expect.objectContaining({
        __typename: 'AttemptFailed',
        attempt: 1,
        error: expect.objectContaining({ code: 'STREAM_INTERRUPTED' }),
      }),
    );
    expect(await client.find(id)).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
  });

  it('fail after their last attempt, and at once where trying again is of no use', async () => {
    const failWith = (code: string) =>
      site.upstream.answer(() => ({
        data: { _entities: [{ embedding: null }] },
        errors: [{ message: 'No.', path: ['_entities', 0, 'embedding'], extensions: { code } }],
      }));
    failWith('PROVIDER_OVERLOADED');
    const exhausted = await client.run(EMBEDDING, { maxAttempts: 2 });
    expect(exhausted).toMatchObject({ status: 'FAILED', attempt: 2, result: null });
    failWith('CONTENT_POLICY_VIOLATION');
    expect(await client.run(EMBEDDING)).toMatchObject({ status: 'FAILED', attempt: 1 });
    site.upstream.answer(answerTexts);
    const retried = await client.ask(
      'mutation ($id: ID!) { retryExecution(input: { id: $id }) { id retryOf status } }',
      { id: exhausted.id },
    );
    const { id, retryOf } = retried.data!['retryExecution'] as { id: string; retryOf: string };
    expect(retryOf).toBe(exhausted.id);
    expect((await client.follow(id)).at(-1)?.__typename).toBe('ExecutionSucceeded');
  });

  it('that run expire at their deadline, and their service is stopped', async () => {
    site.upstream.onSubscription((subscription) => void subscription.tell(started));
    const deadline = new Date(Date.now() + 1_500).toISOString();
    const running = await client.submit(GENERATION, { deadline });
    const writing = await site.upstream.subscription(0);
    expect((await client.follow(running.id)).at(-1)?.__typename).toBe('ExecutionExpired');
    await writing.ended;
    expect(await client.find(running.id)).toMatchObject({ status: 'EXPIRED', attempt: 1 });
  }, 20_000);

  it('that are under way when their gateway stops go on elsewhere, and that attempt does not count', async () => {
    site.upstream.onSubscription((subscription) => void subscription.tell(started));
    await site.stop(there);
    const first = await site.start({ concurrency: 8 });
    const { id } = await client.submit(GENERATION, { maxAttempts: 1 });
    const writing = await site.upstream.subscription(0);
    site.upstream.onSubscription((subscription) => writeAll(subscription, ['whole']));
    await site.stop(first);
    await writing.ended;
    there = await site.start({ concurrency: 8 });
    elsewhere = createExecutionClient(there, site.keys.developer);
    const events = await client.follow(id);
    expect(namesOf(events).filter((name) => name === 'AttemptStarted')).toHaveLength(2);
    expect(events).toContainEqual(
      expect.objectContaining({
        __typename: 'AttemptFailed',
        error: expect.objectContaining({ code: 'SHUTTING_DOWN' }),
      }),
    );
    expect(await client.find(id)).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
  });

  it('are told of as they change, to who watches those that fit', async () => {
    const watching = client.watch({ labels: { watch: 'me' } });
    const told = new Set<string>();
    const mine = new Set<string>();
    // When a subscription stands, its client is not told: what changes later is.
    while (told.size === 0) {
      await elsewhere.run(EMBEDDING);
      mine.add((await elsewhere.run(EMBEDDING, { labels: { watch: 'me' } })).id);
      for (const { id, status } of watching.told) if (status === 'SUCCEEDED') told.add(id);
    }
    // Each status once, however often its change was announced.
    const statuses = watching.told.map(({ id, status }) => `${id} ${status}`);
    expect(new Set(statuses).size).toBe(statuses.length);
    watching.leave();
    expect([...told].filter((id) => !mine.has(id))).toEqual([]);
  });

  it('are given a job again where theirs is gone', async () => {
    const { id } = await client.submit(EMBEDDING, { startAfter: new Date(Date.now() + 3_600_000).toISOString() });
    const { store, queue } = site.storage;
    await store.execute('DELETE FROM sluice_queue.job WHERE id = $1', [id]);
    await store.execute('UPDATE sluice.executions SET start_after = now() WHERE id = $1', [id]);
    // A worker may do so first, when it begins.
    expect(await restoreJobs({ store, queue })).toBeLessThanOrEqual(1);
    expect((await client.follow(id)).at(-1)?.__typename).toBe('ExecutionSucceeded');
    expect(await restoreJobs({ store, queue })).toBe(0);
  });
});
