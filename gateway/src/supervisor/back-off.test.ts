import { describe, expect, it } from '@jest/globals';
import { backOffDelay, DEFAULT_BACK_OFF } from './back-off.js';

const delay = (failures: number, random: number) => backOffDelay(failures, DEFAULT_BACK_OFF, () => random);

describe('the pause before a restart', () => {
  it('is short at first', () => expect(delay(1, 0)).toBe(125));
  it('doubles', () => expect([1, 2, 3, 4].map((failures) => delay(failures, 1))).toEqual([250, 500, 1000, 2000]));
  it('is never longer than its bound', () => expect(delay(1000, 1)).toBe(10_000));
  it('is spread by half', () => expect(delay(1000, 0)).toBe(5000));
});
