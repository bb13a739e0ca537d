import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { createRetryBudget, DEFAULT_RETRY_BUDGET } from './retry-budget.js';
import { createManualClock } from './testing/manual-clock.js';

function startBudget(settings = DEFAULT_RETRY_BUDGET) {
  const clock = createManualClock();
  const budget = createRetryBudget({ clock, settings });
  const request = (times: number, service = 'one') => {
    for (let time = 0; time < times; time += 1) budget.onRequest(service);
  };
  /** How many of that many retries are within the budget. */
  const retry = (times: number, service = 'one') =>
    Array.from({ length: times }, () => budget.take(service)).filter(Boolean).length;
  return { clock, budget, request, retry };
}

describe('The retry budget', () => {
  it('allows a few retries where there were few requests', () => {
    const { request, retry } = startBudget();
    request(1);
    expect(retry(10)).toBe(3);
  });

  it('allows a fifth of many', () => {
    const { request, retry } = startBudget();
    request(100);
    expect(retry(100)).toBe(20);
  });

  it('is of each service alone', () => {
    const { request, retry } = startBudget();
    request(100, 'one');
    expect(retry(10, 'other')).toBe(3);
    expect(retry(30, 'one')).toBe(20);
  });

  it('tells of what was not within it, until nobody listens', () => {
    const { budget, retry } = startBudget();
    const spent: string[] = [];
    const stop = budget.onSpent((service) => spent.push(service));
    expect(retry(4)).toBe(3);
    stop();
    expect(retry(1)).toBe(0);
    expect(spent).toEqual(['one']);
  });

  it('comes back as its window moves on', () => {
    const { clock, request, retry } = startBudget();
    request(5);
    expect(retry(10)).toBe(3);
    clock.pass(5_000);
    expect(retry(10)).toBe(0);
    clock.pass(5_500);
    expect(retry(10)).toBe(3);
  });

  it('remembers a bounded number of services', () => {
    const { retry } = startBudget({ ...DEFAULT_RETRY_BUDGET, maxServices: 2 });
    expect([retry(9, 'one'), retry(9, 'two'), retry(9, 'two'), retry(9, 'three')]).toEqual([3, 3, 0, 3]);
    expect([retry(9, 'two'), retry(9, 'one')]).toEqual([0, 3]);
  });

  it('never lets more through in any window than the minimum or the part of its requests, whatever comes when', () => {
    const step = fc.constantFrom('request', 'retry', 'pass');
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.nat(2_000)), { maxLength: 300 }), (steps) => {
        const { clock, budget } = startBudget();
        const at: Record<'request' | 'retry', number[]> = { request: [], retry: [] };
        let overdrawn = 0;
        const within = (times: readonly number[], ms: number) => times.filter((time) => clock.now() - time < ms).length;
        for (const [what, ms] of steps) {
          if (what === 'pass') clock.pass(ms);
          else if (what === 'request') {
            budget.onRequest('one');
            at.request.push(clock.now());
          } else {
            // The window's last step may have gone already: nine tenths of it are sure.
            const isFull = within(at.retry, 9_000) + 1 > Math.max(3, 0.2 * within(at.request, 10_000));
            const isTaken = budget.take('one');
            if (isFull && isTaken) overdrawn += 1;
            if (isTaken) at.retry.push(clock.now());
          }
        }
        expect(overdrawn).toBe(0);
      }),
    );
  });
});
