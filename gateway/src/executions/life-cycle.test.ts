import { describe, expect, it } from '@jest/globals';

import { isTerminal, lifeCycleOf, type Status, type Step, STATUSES, TRANSITIONS } from './life-cycle.js';
import { nextAttempt } from './next-attempt.js';

const STEPS: readonly Step[] = ['start', 'wait', 'succeed', 'fail', 'cancel', 'expire'];
const OPEN: readonly Status[] = ['QUEUED', 'RUNNING', 'WAITING'];

const statusesBefore = (step: Step) => STATUSES.filter((status) => TRANSITIONS[status][step] !== null);

const execution = { failures: 0, maxAttempts: 1, deadline: null, unsentSince: null };
const unsent = { mayRetry: true, retryAfterMs: 0, isUnsent: true };
const options = { retryDelayMs: 1_000, unavailableMs: 600_000, random: () => 1 };

describe('the next attempt of what no service takes', () => {
  it('does not count, and waits longer and longer, until that was long enough', () => {
    const pauses: number[] = [];
    let unsentSince: Date | null = null;
    for (let now = 0; ;) {
      const next = nextAttempt({ ...execution, unsentSince }, unsent, options, now);
      if (!next) break;
      expect(next).toMatchObject({ failures: 0, unsentSince: new Date(0) });
      ({ unsentSince } = next);
      pauses.push((next.at.getTime() - now) / 1_000);
      now = next.at.getTime();
    }
    expect(pauses).toEqual([1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  });

  it('counts from the beginning again where one was sent', () => {
    const standing = { ...execution, maxAttempts: 3, unsentSince: new Date(0) };
    const next = nextAttempt(standing, { ...unsent, isUnsent: false }, options, 5_000);
    expect(next).toEqual({ at: new Date(6_000), failures: 1, unsentSince: null });
  });

  it('begins before the deadline, and not before it is of use', () => {
    const standing = { ...execution, unsentSince: new Date(0), deadline: new Date(110_000) };
    expect(nextAttempt(standing, unsent, options, 100_000)?.at).toEqual(new Date(105_000));
    expect(nextAttempt(standing, { ...unsent, retryAfterMs: 20_000 }, options, 100_000)).toBeNull();
  });
});

describe('the life of an execution', () => {
  const cases = STATUSES.flatMap((status) => STEPS.map((step) => [status, step] as const));

  it.each(cases)('from %s, by %s, leads where the table says and nowhere else', (status, step) => {
    const next = TRANSITIONS[status][step];
    expect(OPEN.includes(status) || next === null).toBe(true);
  });

  it('ends in four statuses, which nothing leaves', () => {
    expect(STATUSES.filter(isTerminal)).toEqual(['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED']);
  });

  it('can be ended from everywhere where it is open, and succeeds only while it runs', () => {
    for (const step of ['fail', 'cancel', 'expire'] as const) expect(statusesBefore(step)).toEqual(OPEN);
    expect(statusesBefore('succeed')).toEqual(['RUNNING']);
    expect(statusesBefore('wait')).toEqual(['RUNNING']);
    expect(statusesBefore('start')).toEqual(OPEN);
  });

  it('is told with what is true of its status alone, and not otherwise', () => {
    const [at, error] = [new Date(0), { code: 'PROVIDER_ERROR', message: 'No.' }];
    const parts = [
      { startedAt: null, finishedAt: null, error: null },
      { startedAt: at, finishedAt: null, error: null },
      { startedAt: at, finishedAt: at, error: null },
      { startedAt: null, finishedAt: at, error: null },
      { startedAt: at, finishedAt: at, error },
      { startedAt: null, finishedAt: at, error },
      { startedAt: at, finishedAt: null, error },
    ];
    const fits = (status: string) =>
      parts.flatMap((known, index) => {
        try {
          return lifeCycleOf({ status, ...known }).status === status ? [index] : [];
        } catch {
          return [];
        }
      });
    expect(Object.fromEntries([...STATUSES, 'LOST'].map((status) => [status, fits(status)]))).toEqual({
      QUEUED: [0],
      RUNNING: [1],
      WAITING: [1],
      SUCCEEDED: [2],
      FAILED: [4, 5],
      CANCELLED: [2, 3],
      EXPIRED: [2, 3],
      LOST: [],
    });
  });

  it('reaches every status from the first', () => {
    const reached = new Set<Status>(['QUEUED']);
    for (const status of reached) {
      for (const step of STEPS) {
        const next = TRANSITIONS[status][step];
        if (next) reached.add(next);
      }
    }
    expect([...reached].toSorted()).toEqual(STATUSES.toSorted());
  });
});
