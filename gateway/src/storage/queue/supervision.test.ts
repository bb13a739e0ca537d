import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { startSupervision, type Supervision } from './supervision.js';

describe('The look for lost jobs', () => {
  const AWAY = new Error('The store is away.');
  let supervision: Supervision;
  let isAway = false;
  let now = 0;
  let looks = 0;
  let errors: unknown[] = [];
  beforeEach(() => {
    [isAway, now, looks, errors] = [false, 0, 0, []];
    supervision = startSupervision({
      supervise: async () => void (looks += 1),
      probe: () => (isAway ? Promise.reject(AWAY) : Promise.resolve()),
      everyMs: 1_000_000,
      graceMs: 10_000,
      onError: (error) => void errors.push(error),
      now: () => now,
    });
  });
  afterEach(() => supervision.stop());

  it('is had at once while the store answers', async () => {
    await supervision.look();
    await supervision.look();
    expect(looks).toBe(2);
  });

  it('leaves holders a while to tell of themselves after the store was away', async () => {
    isAway = true;
    await supervision.look();
    now = 30_000;
    await supervision.look();
    isAway = false;
    now = 39_999;
    await supervision.look();
    expect(looks).toBe(0);
    expect(errors).toEqual([AWAY, AWAY]);
    now = 40_000;
    await supervision.look();
    expect(looks).toBe(1);
  });
});
