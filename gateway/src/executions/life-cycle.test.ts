import { describe, expect, it } from '@jest/globals';

import { isTerminal, type Status, type Step, STATUSES, statusesBefore, TRANSITIONS } from './life-cycle.js';

const STEPS: readonly Step[] = ['start', 'wait', 'succeed', 'fail', 'cancel', 'expire'];
const OPEN: readonly Status[] = ['QUEUED', 'RUNNING', 'WAITING'];

describe('the life of an execution', () => {
  const cases = STATUSES.flatMap((status) => STEPS.map((step) => [status, step] as const));

  it.each(cases)('from %s, by %s, leads where the table says and nowhere else', (status, step) => {
    const next = TRANSITIONS[status][step];
    expect(statusesBefore(step).includes(status)).toBe(next !== null);
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
