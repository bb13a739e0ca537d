import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { canceller, codeOf, startBatcher, texts } from '../testing/start-batcher.js';

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
