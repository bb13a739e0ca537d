import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/kit';
import { MAX_SENTENCES, splitEach, splitPassages, splitSentences } from './sentences.js';

describe('Sentences', () => {
  it('end where a reader would end them', () => {
    expect(
      splitSentences(
        'Dr. Smith paid $3.50 to Mr. Jones. He left at 5 p.m. on Friday!  "Really?" she asked. It is, e.g. so.',
      ),
    ).toEqual([
      'Dr. Smith paid $3.50 to Mr. Jones.',
      'He left at 5 p.m. on Friday!',
      '"Really?" she asked.',
      'It is, e.g. so.',
    ]);
  });

  it('run on over line ends that only wrap them, and stay verbatim', () => {
    const text =
      'The company grew by ten percent in the last year and hired many\r\nnew people. The board thanks\nall.';
    const sentences = splitSentences(text);
    expect(sentences).toHaveLength(2);
    for (const sentence of sentences) expect(text).toContain(sentence);
  });

  it('do not run on over headings, list items and blank lines', () => {
    expect(
      splitSentences('Annual Report\nThe company grew by ten percent in the last year.\n- One\n- Two\n\nMilk\nBread'),
    ).toEqual([
      'Annual Report',
      'The company grew by ten percent in the last year.',
      '- One',
      '- Two',
      'Milk',
      'Bread',
    ]);
  });

  it.each(['', ' \n ', '... !!! ---', '😀😀'])('of %j there are none', (text) => {
    expect(splitSentences(text)).toEqual([]);
  });

  it.each(['\ud800 abc. \udc00', 'a\0b. c', 'x'.repeat(100_000), '.'.repeat(20_000), '\n'.repeat(20_000)])(
    'of hostile texts are parts of them',
    (text) => {
      for (const sentence of splitSentences(text)) expect(text.includes(sentence)).toBe(true);
    },
  );
});

describe('Passages', () => {
  it('are short, and hold every word of a sentence that is not', () => {
    const words = Array.from({ length: 400 }, (_, index) => `word${index}`);
    const passages = splitPassages(`Short one. And ${words.join(' ')}.`);
    expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(301);
    expect(passages.join(' ').match(/word\d+/gu)).toEqual(words);
  });

  it('cut what has no spaces', () => {
    expect(splitPassages('x'.repeat(700)).map(({ length }) => length)).toEqual([300, 300, 100]);
  });
});

describe('Several texts', () => {
  it('are refused one by one where they have too many sentences', async () => {
    const [short, long] = await splitEach(['One. Two.', 'No more. '.repeat(MAX_SENTENCES + 1)], splitSentences);
    expect(short).toEqual(['One.', 'Two.']);
    expect(long).toBeInstanceOf(ServiceError);
    expect(long).toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED', details: { limit: { value: MAX_SENTENCES + 1 } } });
  });
});
