import { describe, expect, it } from '@jest/globals';
import { MAX_TOKENS, tokenize } from './tokenize.js';

/** A token a word, and a note of what was asked. */
function wordTokenizer() {
  const runs: string[] = [];
  const encode = (text: string) => {
    runs.push(text);
    return text.split(' ').map((word) => word.length);
  };
  return { runs, encode };
}

describe('Tokens', () => {
  it('are those of the words, whatever white space and control characters stand between', () => {
    const { runs, encode } = wordTokenizer();
    expect(tokenize(' one\r\n\tthree\0\u0007\u00a0seventh ', { encode })).toEqual([3, 5, 7]);
    expect(runs).toEqual(['one three seventh']);
  });

  it.each(['', ' \n\t', '\0\u0001\u001b'])('of %j there are none', (text) => {
    expect(tokenize(text, wordTokenizer())).toEqual([]);
  });

  it('are made of short runs that end between words and leave nothing out', () => {
    const { runs, encode } = wordTokenizer();
    const text = 'some words of a sentence '.repeat(40).trim();
    tokenize(text, { encode });
    expect(runs.join(' ')).toBe(text);
    expect(Math.max(...runs.map(({ length }) => length))).toBeLessThanOrEqual(128);
  });

  it('of a text without spaces are made of short runs as well', () => {
    const { runs, encode } = wordTokenizer();
    tokenize('x'.repeat(1_000), { encode });
    expect(runs.map(({ length }) => length)).toEqual([...Array<number>(7).fill(128), 104]);
  });

  it('are bounded, and what stands beyond is not even looked at', () => {
    const { runs, encode } = wordTokenizer();
    expect(tokenize('word '.repeat(20_000), { encode })).toHaveLength(MAX_TOKENS);
    expect(runs.length).toBeLessThan(50);
  });
});
