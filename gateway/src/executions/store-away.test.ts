import { once } from 'node:events';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Storage } from '../storage/create-storage.js';
import type { Store } from '../storage/store/store.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import type { TestGateway } from '../testing/start-test-gateway.js';
import { createExecutionClient, type ExecutionClient } from './testing/execution-client.js';
import { type ExecutionSite, startSite } from './testing/execution-site.js';
import { answerTexts, finished, piece, started } from './testing/generation.js';
import { type InterruptedStorage, type Interruption, interruptStorage } from './testing/interrupted-storage.js';

const INTERRUPTIONS = ['away', 'mute', 'hanging'] as const;
const PROMPT = { generation: { messages: [{ role: 'USER', content: 'Hello' }] } };

describe('A worker whose store does not answer for a while', () => {
  let site: ExecutionSite;
  let client: ExecutionClient;
  let store: InterruptedStorage;
  let worker: TestGateway;
  beforeAll(async () => {
    site = await startSite(null);
    client = createExecutionClient(await site.start({ concurrency: 0 }), site.keys.developer);
    worker = await site.start({}, { around: (storage) => (store = interruptStorage(storage)).storage });
  }, 60_000);
  afterAll(async () => site?.[Symbol.asyncDispose]());
  beforeEach(() => site.upstream.forget());

  const interrupt = async (how: Interruption, failures: number) => {
    const before = store.failures;
    store.interruption = how;
    await expectSoon(() => store.failures >= before + failures, 8_000);
    store.interruption = null;
  };
  const expectWhole = async (id: string, text: string) => {
    const events = await client.follow(id);
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ __typename }) => __typename)).toEqual(
      expect.arrayContaining(['AttemptStarted', 'ExecutionSucceeded']),
    );
    expect(events.filter(({ __typename }) => __typename === 'AttemptStarted')).toHaveLength(1);
    expect(events.map((event) => event.text ?? '').join('')).toBe(text);
    const lines = await site.storage.store.execute(`SELECT status FROM sluice.execution_ledger WHERE execution = $1`, [
      id,
    ]);
    expect(lines).toEqual([{ status: 'SUCCEEDED' }]);
  };

  it.each(INTERRUPTIONS)('writes every event once, where it is %s while they are written', async (how) => {
    site.upstream.onSubscription((subscription) => subscription.tell(started));
    const { id } = await client.submit(PROMPT);
    const subscription = await site.upstream.subscription(0);
    subscription.tell(piece('before '));
    await expectSoon(async () => ((await client.find(id))?.lastEvent ?? 0) >= 4, 8_000);
    const interrupting = interrupt(how, 3);
    subscription.tell(piece('during '));
    await interrupting;
    subscription.tell(piece('after'));
    subscription.tell(finished('before during after'));
    subscription.complete();
    await expectWhole(id, 'before during after');
  });

  it.each(INTERRUPTIONS)('ends an execution once, where it is %s at the end', async (how) => {
    site.upstream.onSubscription((subscription) => subscription.tell(started));
    const { id } = await client.submit(PROMPT);
    const subscription = await site.upstream.subscription(0);
    const interrupting = interrupt(how, 3);
    subscription.tell(finished(''));
    subscription.complete();
    await interrupting;
    await expectWhole(id, '');
  });

  it.each(INTERRUPTIONS)('asks for nothing twice, where it is %s when an answer is to be kept', async (how) => {
    let asked = 0;
    let interrupting: Promise<void> | undefined;
    site.upstream.answer((body) => {
      asked += 1;
      interrupting = interrupt(how, 3);
      return answerTexts(body);
    });
    const { id } = await client.submit({ language: { content: `A text, when it is ${how}` } });
    await expectSoon(() => interrupting !== undefined, 8_000);
    await interrupting;
    await expectWhole(id, '');
    expect(asked).toBe(1);
  });

  it('goes on itself where an answer cannot be kept', async () => {
    // A rejection that nobody hears ends a process, and this test.
    let interrupting: Promise<void> | undefined;
    site.upstream.answer((body) => {
      interrupting = interrupt('broken', 1);
      return answerTexts(body);
    });
    const { id } = await client.submit({ language: { content: 'A text that cannot be kept' } }, { maxAttempts: 1 });
    await expectSoon(() => interrupting !== undefined, 8_000);
    await interrupting;
    const events = await client.follow(id);
    expect(events.at(-1)?.__typename).toMatch(/^Execution(Failed|Succeeded)$/);
  });

  it('gives back what it takes at the moment when it is stopped', async () => {
    await site.stop(worker);
    site.upstream.onSubscription((subscription) => subscription.tell(started));
    let stopped: Promise<void> | undefined;
    const around = (storage: Storage): Storage => {
      const transaction: Store['transaction'] = async (work, options) => {
        const done = await storage.store.transaction(work, options);
        if ((done as { claim?: { kind: string } } | null)?.claim?.kind !== 'claimed') return done;
        // The answer to the COMMIT comes when the worker has been told to stop.
        stopped = site.stop(taking);
        if (options?.signal) await once(options.signal, 'abort');
        options?.signal?.throwIfAborted();
        return done;
      };
      return { ...storage, store: { ...storage.store, transaction } };
    };
    const taking = await site.start({}, { around });
    const { id } = await client.submit(PROMPT, { maxAttempts: 1 });
    await expectSoon(() => stopped !== undefined, 8_000);
    await stopped;
    expect(await client.find(id)).toMatchObject({ status: 'WAITING', attempt: 1 });
  });
});
