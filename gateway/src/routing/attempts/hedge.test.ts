import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { type Begin, hedge } from './hedge.js';

/** An attempt that ends with its result after a while, or with `cut` when it is ended before. */
const after =
  (ms: number, result: string): Begin<string> =>
  (signal) =>
    sleep(ms, result, { signal }).catch(() => 'cut');

const options = (afterMs: number, signal = new AbortController().signal) => ({
  afterMs,
  signal,
  isGood: (result: string) => result === 'good',
});

describe('A hedged attempt', () => {
  it('is alone where it answers in time', async () => {
    let begun = 0;
    const second = () => {
      begun += 1;
      return after(0, 'good');
    };
    expect(await hedge(after(1, 'good'), second, options(5_000))).toEqual({ first: 'good', second: null });
    expect(begun).toBe(0);
  });

  it('that fails in time is not followed by the other: that is for the fallback', async () => {
    expect(await hedge(after(1, 'bad'), () => after(0, 'good'), options(5_000))).toEqual({
      first: 'bad',
      second: null,
    });
  });

  it('that is late is joined by another one, and the slower of both is ended', async () => {
    expect(await hedge(after(20_000, 'good'), () => after(1, 'good'), options(5))).toEqual({
      first: 'cut',
      second: 'good',
    });
    expect(await hedge(after(30, 'good'), () => after(20_000, 'good'), options(5))).toEqual({
      first: 'good',
      second: 'cut',
    });
  });

  it('does not end the other by failing', async () => {
    let end = () => {};
    const first: Begin<string> = (signal) =>
      new Promise((resolve) => {
        end = () => resolve('good');
        signal.addEventListener('abort', () => resolve('cut'));
      });
    const second: Begin<string> = async () => {
      setTimeout(end, 5);
      return 'bad';
    };
    expect(await hedge(first, () => second, options(5))).toEqual({ first: 'good', second: 'bad' });
  });

  it('goes on alone where there is nowhere else to go', async () => {
    expect(await hedge(after(20, 'good'), () => null, options(5))).toEqual({ first: 'good', second: null });
  });

  it('ends both when the caller leaves, and begins none after that', async () => {
    const controller = new AbortController();
    const running = hedge(after(20_000, 'good'), () => after(20_000, 'good'), options(5, controller.signal));
    await sleep(30);
    controller.abort();
    expect(await running).toEqual({ first: 'cut', second: 'cut' });
    const late = hedge(after(20_000, 'good'), () => after(0, 'good'), options(20_000, controller.signal));
    expect(await late).toEqual({ first: 'cut', second: null });
  });
});
