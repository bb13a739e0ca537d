import { describe, expect, it } from '@jest/globals';
import { formatResult } from './format-result.js';

const format = (data: Record<string, unknown>, columns = 80) =>
  formatResult(data, { paint: (_, text) => text, columns });

describe('a result as an outline', () => {
  it('indents what is nested, and aligns names', () => {
    const outline = format({
      image: { recognition: { confidence: 0.9512345, text: { content: 'Hello', empty: null } } },
    });
    expect(outline).toBe(
      '  image\n    recognition\n      confidence  0.9512\n      text\n        content  Hello\n        empty    null\n',
    );
  });

  it('shows the beginning of a vector and its length', () => {
    const vector = Array.from({ length: 512 }, (_, index) => index / 512);
    expect(format({ vector })).toBe('  vector  [0, 0.0020, 0.0039, 0.0059, 0.0078, 0.0098, … 512 in all]\n');
  });

  it('joins words and scores into one line each', () => {
    expect(
      format({
        words: [
          { text: 'Hello', box: { left: 1 } },
          { text: 'world', box: { left: 2 } },
        ],
      }),
    ).toBe('  words  Hello, world\n');
    expect(format({ categories: [{ name: 'toxicity', score: 0.25, flagged: false }] })).toBe(
      '  categories  toxicity score 0.2500 flagged false\n',
    );
  });

  it('gives items with parts of their own a heading each', () => {
    expect(format({ texts: [{ embedding: { dimensions: 512 } }, null] })).toBe(
      '  texts[0]\n    embedding\n      dimensions  512\n  texts[1]  null\n',
    );
  });

  it('wraps long texts under their beginning', () => {
    expect(format({ content: 'one two three four five six seven' }, 32)).toBe(
      '  content  one two three four\n           five six seven\n',
    );
  });

  it('keeps the paragraphs of a text, without spaces on the empty lines', () => {
    expect(format({ content: 'one\n\ntwo' })).toBe('  content  one\n\n           two\n');
  });
});
