import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { silentLogger } from '@sluice/telemetry';
import type { BatchFunction, BatchOptions } from '../capabilities.js';
import { type BatchCall, createBatcher } from './batcher.js';

interface Options {
  readonly model: string;
}
type Run = BatchFunction<string, Options, string>;

const forever = new AbortController().signal;

/** A batcher over a function that upper-cases after a while, and the calls that it saw. */
function startBatcher(
  bounds: Partial<BatchOptions> & { run?: Run; ready?: () => Promise<void>; workMs?: number } = {},
) {
  const { workMs = 10, run, ...rest } = bounds;
  const calls: { items: readonly string[]; signal: AbortSignal }[] = [];
  const told: BatchCall[] = [];
  const batcher = createBatcher<string, Options, string>({
    ...rest,
    logger: silentLogger,
    onCall: (call) => told.push(call),
    run: async (items, options, context) => {
      calls.push({ items, signal: context.signal });
      if (run) return run(items, options, context);
      await sleep(workMs);
      return items.map((item) => item.toUpperCase());
    },
  });
  const load = (item: string, { signal = forever, lane = 'm' } = {}) =>
    batcher.load(lane, { model: lane }, { item, signal });
  return { batcher, calls, told, load };
}

const texts = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof ServiceError ? error.code : `not coded: ${String(error)}`),
  );
const canceller = () => {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    leave: () => controller.abort(new ServiceError('CANCELLED', 'The caller left.')),
  };
};

describe('A batcher', () => {
  it('sends 100 items that come at once in 2 calls of at most 64, and keeps their order', async () => {
    const { calls, load } = startBatcher();
    const results = await Promise.all(texts(100).map((text) => load(text)));
    expect(results).toEqual(texts(100).map((text) => text.toUpperCase()));
    expect(calls.map(({ items }) => items.length)).toEqual([64, 36]);
  });

  it('gathers while a call is under way, so that 100 items in a trickle cost few calls', async () => {
    const { calls, load } = startBatcher({ workMs: 40 });
    const results = await Promise.all(
      texts(100).map(async (text, index) => {
        await sleep(index);
        return load(text);
      }),
    );
    expect(results).toHaveLength(100);
    expect(calls.length).toBeLessThanOrEqual(10);
  });

  it('sends a full batch at once, before its window has passed', async () => {
    const { calls, load } = startBatcher({ maxSize: 2, windowMs: 10_000 });
    await Promise.all([load('a'), load('b')]);
    expect(calls).toHaveLength(1);
  });

  it('sends a batch once, though it fills up after its window while it waits for its turn', async () => {
    const { calls, load } = startBatcher({ maxSize: 3, windowMs: 1, workMs: 40 });
    const first = load('a');
    await sleep(10);
    const second = load('b');
    await sleep(10);
    await Promise.all([first, second, load('c'), load('d'), load('e')]);
    expect(calls.map(({ items }) => items)).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  it('sends batches of size one where batches are switched off', async () => {
    const { calls, load } = startBatcher({ maxSize: 1, workMs: 0 });
    await Promise.all(texts(3).map((text) => load(text)));
    expect(calls).toHaveLength(3);
  });

  it('runs as many calls at once as it may', async () => {
    let [running, most] = [0, 0];
    const run: Run = async (items) => {
      most = Math.max(most, ++running);
      await sleep(5);
      running -= 1;
      return items;
    };
    const { load } = startBatcher({ maxSize: 1, concurrency: 3, run });
    await Promise.all(texts(12).map((text) => load(text)));
    expect(most).toBe(3);
  });
});

describe('Lanes', () => {
  it('never share a call', async () => {
    const { calls, load } = startBatcher();
    await Promise.all(texts(8).map((text, index) => load(text, { lane: `m${index % 2}` })));
    expect(calls.map(({ items }) => items)).toEqual([
      ['t0', 't2', 't4', 't6'],
      ['t1', 't3', 't5', 't7'],
    ]);
  });

  it('do not starve each other: a lane with one item goes before the backlog of a busy one', async () => {
    const { calls, load } = startBatcher({ maxSize: 4, windowMs: 1 });
    const busy = texts(40).map((text) => load(text, { lane: 'busy' }));
    const [first] = [load('x', { lane: 'quiet' })];
    const more = sleep(15).then(() => texts(40).map((text) => load(text, { lane: 'busy' })));
    await first;
    const turn = calls.findIndex(({ items }) => items[0] === 'x');
    await Promise.all([...busy, ...(await more)]);
    expect(turn).toBeLessThanOrEqual(11);
  });

  it('are forgotten when nothing waits in them', async () => {
    const { batcher, load } = startBatcher({ workMs: 0 });
    await Promise.all(texts(500).map((text) => load(text, { lane: text })));
    expect(batcher.lanes).toBe(0);
    expect(batcher.queueLength).toBe(0);
  });

  it('hold a bounded number of waiting items', async () => {
    const { load } = startBatcher({ maxQueue: 10 });
    const codes = await Promise.all(texts(12).map((text) => codeOf(load(text))));
    expect(codes.filter((code) => code === 'OVERLOADED')).toHaveLength(2);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(10);
  });
});

describe('A failure', () => {
  it('of one item fails that item alone', async () => {
    const refuse = new ServiceError('CONTENT_POLICY_VIOLATION', 'No.');
    const { load } = startBatcher({ run: async (items) => items.map((item) => (item === 't1' ? refuse : item)) });
    expect(await Promise.all(texts(3).map((text) => codeOf(load(text))))).toEqual([
      'ok',
      'CONTENT_POLICY_VIOLATION',
      'ok',
    ]);
  });

  it('of the call fails every item of it, and is told once', async () => {
    const { load, told } = startBatcher({ run: () => Promise.reject(new ServiceError('PROVIDER_ERROR', 'Down.')) });
    expect(await Promise.all(texts(3).map((text) => codeOf(load(text))))).toEqual(Array(3).fill('PROVIDER_ERROR'));
    expect(told).toMatchObject([{ model: 'm', size: 3, error: { code: 'PROVIDER_ERROR' } }]);
  });

  it.each([[[]], [['a', 'b']], ['ab'], [undefined]])(
    'is internal when the results are %j for one item',
    async (outcomes) => {
      const { load } = startBatcher({ run: async () => outcomes as string[] });
      expect(await codeOf(load('t'))).toBe('INTERNAL');
    },
  );

  it('does not keep the next batch from going', async () => {
    let failures = 1;
    const { load } = startBatcher({ run: async (items) => (failures-- > 0 ? Promise.reject(new Error('x')) : items) });
    await expect(load('a')).rejects.toThrow('x');
    expect(await load('b')).toBe('b');
  });

  it('by deadline aborts the call and frees its place, though the work goes on', async () => {
    const { calls, load } = startBatcher({
      deadlineMs: 20,
      run: (items) => (items[0] === 'stuck' ? new Promise(() => {}) : Promise.resolve(items)),
    });
    expect(await codeOf(load('stuck'))).toBe('PROVIDER_TIMEOUT');
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(await load('next')).toBe('next');
  });
});

describe('A caller who leaves', () => {
  it('before dispatch is told at once, and the item is not sent', async () => {
    const { calls, load } = startBatcher({ windowMs: 30 });
    const { signal, leave } = canceller();
    const [gone, stays] = [codeOf(load('a', { signal })), load('b')];
    leave();
    expect(await gone).toBe('CANCELLED');
    expect(calls).toHaveLength(0);
    expect(await stays).toBe('B');
    expect(calls.map(({ items }) => items)).toEqual([['b']]);
  });

  it('alone costs no call at all', async () => {
    const { calls, load } = startBatcher({ windowMs: 5 });
    const { signal, leave } = canceller();
    const gone = codeOf(load('a', { signal }));
    leave();
    expect(await gone).toBe('CANCELLED');
    await sleep(30);
    expect(calls).toHaveLength(0);
  });

  it('aborts the call only when it was the last one', async () => {
    const { calls, load } = startBatcher({ workMs: 60, windowMs: 1 });
    const [one, other] = [canceller(), canceller()];
    const codes = [load('a', one), load('b', one), load('c', other)].map(codeOf);
    await sleep(20);
    one.leave();
    expect(calls[0]?.signal.aborted).toBe(false);
    other.leave();
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(await Promise.all(codes)).toEqual(Array(3).fill('CANCELLED'));
  });

  it('had left already: nothing is taken up', async () => {
    const { batcher, load } = startBatcher();
    const { signal, leave } = canceller();
    leave();
    expect(await codeOf(load('a', { signal }))).toBe('CANCELLED');
    expect(batcher.queueLength).toBe(0);
  });

  it('leaves no listener behind on a signal that lives long', async () => {
    const { signal } = canceller();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...parameters: Parameters<typeof add>) => (listeners++, add(...parameters));
    signal.removeEventListener = (...parameters: Parameters<typeof remove>) => (listeners--, remove(...parameters));
    const { load } = startBatcher();
    await Promise.all(texts(20).map((text) => load(text, { signal })));
    await sleep(1);
    expect(listeners).toBe(0);
  });
});

describe('Models that are still loading', () => {
  it('hold calls back, and their time does not count against the deadline', async () => {
    const { load } = startBatcher({ deadlineMs: 50, ready: () => sleep(100) });
    expect(await load('a')).toBe('A');
  });

  it('fail the calls that wait when they cannot be loaded', async () => {
    const { load } = startBatcher({
      ready: () => Promise.reject(new ServiceError('SERVICE_UNAVAILABLE', 'No model.')),
    });
    expect(await codeOf(load('a'))).toBe('SERVICE_UNAVAILABLE');
  });

  it('do not hold a place for callers who have left', async () => {
    const { calls, load } = startBatcher({ ready: () => sleep(50), windowMs: 1 });
    const { signal, leave } = canceller();
    const gone = codeOf(load('a', { signal }));
    await sleep(10);
    leave();
    expect(await gone).toBe('CANCELLED');
    expect(await load('b')).toBe('B');
    expect(calls.map(({ items }) => items)).toEqual([['b']]);
  });
});
