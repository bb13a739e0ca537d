import { describe, expect, it } from '@jest/globals';

import { toBcp47 } from './language-tags.js';
import { oneLine } from './one-line.js';

describe('labels as language tags', () => {
  it.each([
    ['__label__en', 'en'],
    ['__label__als', 'gsw'],
    ['__label__bh', 'bho'],
    ['__label__sh', 'sr-Latn'],
    ['__label__tl', 'fil'],
    ['__label__yue', 'yue'],
  ])('%s is %s', (label, tag) => {
    expect(toBcp47(label)).toBe(tag);
  });
});

describe('a text as one line', () => {
  it('has no break, control character or lone surrogate, and a bounded length', () => {
    expect(oneLine(' one\r\ntwo\u2029three\u0000 ')).toBe('one two three');
    expect(oneLine('\ud800x').isWellFormed()).toBe(true);
    expect(oneLine('y'.repeat(9_000))).toHaveLength(4_000);
  });
});
