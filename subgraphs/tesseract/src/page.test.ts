import { describe, expect, it } from '@jest/globals';

import { type Page, toText, toWords } from './page.js';

/** A page of paragraphs, each of lines, each of words parted by blanks; a character is ten pixels wide. */
function pageOf(...paragraphs: string[][]): Page {
  const word = (text: string, start: number) => ({
    text,
    confidence: 90,
    box: [start, 20, start + 10 * text.length, 35] as const,
  });
  const line = (text: string) => ({
    words: [...text.matchAll(/\S+/g)].map((match) => word(match[0], 10 * match.index)),
  });
  return { confidence: 90, paragraphs: paragraphs.map((lines) => ({ lines: lines.map(line) })) };
}

describe('the text of a page', () => {
  it('joins the lines of a paragraph and parts paragraphs', () => {
    const page = pageOf(['Opening Hours'], ['From March on, the library is', 'open until eight.'], ['']);
    expect(toText(page)).toBe('Opening Hours\n\nFrom March on, the library is open until eight.');
  });

  it('puts a word together that was parted at the end of a line, and leaves a dash alone', () => {
    expect(toText(pageOf(['the news-', 'papers of the day']))).toBe('the newspapers of the day');
    expect(toText(pageOf(['the years 1990-', '2000']))).toBe('the years 1990- 2000');
    expect(toText(pageOf(['New-', 'York']))).toBe('New- York');
  });

  it('keeps the end of a line that had room for the next word', () => {
    const receipt = ['2 Bread            5.60', 'Total             20.40', 'Paid by card', 'Thank you'];
    expect(toText(pageOf(receipt))).toBe('2 Bread 5.60\nTotal 20.40\nPaid by card\nThank you');
    expect(toText(pageOf(['CORNER BAKERY', '14 Harbour Street, the third house on the left']))).toBe(
      'CORNER BAKERY\n14 Harbour Street, the third house on the left',
    );
  });

  it('is empty where nothing was read', () => {
    expect(toText({ confidence: 0, paragraphs: [] })).toBe('');
  });

  it('has its words with places as left, top, width and height', () => {
    expect(toWords(pageOf(['one two']))).toEqual([
      { text: 'one', confidence: 0.9, box: { left: 0, top: 20, width: 30, height: 15 } },
      { text: 'two', confidence: 0.9, box: { left: 40, top: 20, width: 30, height: 15 } },
    ]);
  });
});
