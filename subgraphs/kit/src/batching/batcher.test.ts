import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { codeOf, type Run, startBatcher, texts } from '../testing/start-batcher.js';

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

  it('waits on while items keep coming, but not for ever', async () => {
    const { calls, load } = startBatcher({ windowMs: 25, workMs: 0 });
    const startedAt = performance.now();
    const loads = [];
    while (performance.now() - startedAt < 350) {
      loads.push(load('t'));
      await sleep(5);
    }
    await Promise.all(loads);
    expect(calls.length).toBeGreaterThanOrEqual(2);
    expect(calls.length).toBeLessThanOrEqual(4);
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
    await expect(load('stuck')).rejects.toMatchObject({ code: 'PROVIDER_TIMEOUT', details: { outcomeUnknown: true } });
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(await load('next')).toBe('next');
  });
});
