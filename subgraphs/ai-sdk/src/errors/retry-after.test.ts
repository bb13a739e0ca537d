import { describe, expect, it } from '@jest/globals';

import { type AnswerHeaders, readDuration, readRetryAfter } from './retry-after.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const wait = (headers: AnswerHeaders) => readRetryAfter(headers, NOW);

describe('How long a vendor wants to be left alone', () => {
  it.each<[string, AnswerHeaders, number | undefined]>([
    ['seconds', { 'retry-after': '3' }, 3_000],
    ['parts of a second', { 'retry-after': '0.25' }, 250],
    ['milliseconds, which are more precise', { 'retry-after': '1', 'retry-after-ms': '412' }, 412],
    ['a date of HTTP', { 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }, 20_000],
    ['a date that has passed', { 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
    ['the limit that is used up', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    [
      'the last of several',
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '90ms',
      },
      1_000,
    ],
    [
      'no limit that has something left',
      { 'x-ratelimit-remaining-tokens': '5', 'x-ratelimit-reset-tokens': '6m0s' },
      undefined,
    ],
    ['at most a day', { 'retry-after': '999999999' }, 86_400_000],
    ['nothing', {}, undefined],
    ['nothing by what is neither', { 'retry-after': 'soon' }, undefined],
    ['nothing by a negative number', { 'retry-after': '-5' }, undefined],
    ['nothing by a long text', { 'retry-after': '1'.repeat(10_000) }, undefined],
  ])('is told by %s', (_what, headers, delay) => {
    expect(wait(headers)).toBe(delay);
  });

  it.each<[string, number | undefined]>([
    ['1s', 1_000],
    ['20ms', 20],
    ['6m0s', 360_000],
    ['1h2m3.5s', 3_723_500],
    ['34.074824224s', 34_075],
    ['', undefined],
    ['5', undefined],
    ['5 minutes', undefined],
  ])('may be the duration %j', (text, delay) => {
    expect(readDuration(text)).toBe(delay);
  });
});
