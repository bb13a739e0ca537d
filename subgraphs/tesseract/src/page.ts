import type { RecognizedWord } from '@sluice/kit';

/** What of Tesseract's page leaves the worker thread; the rest, glyph by glyph, is a hundred times larger. */
export interface Page {
  /** From 0 to 100. */
  readonly confidence: number;
  readonly paragraphs: readonly Paragraph[];
}

export interface Paragraph {
  readonly lines: readonly { readonly words: readonly Word[] }[];
}

export interface Word {
  readonly text: string;
  /** From 0 to 100. */
  readonly confidence: number;
  /** In pixels: left, top, right, bottom. */
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
}

/**
 * The text as prose: the lines of a paragraph joined, so that sentences are whole, a word that was parted at a line's
 * end put together again, and paragraphs parted by a blank line.
 */
export function toText({ paragraphs }: Page): string {
  return paragraphs
    .map(({ lines }) => lines.map(({ words }) => words.map(({ text }) => text).join(' ')).reduce(joinLines, ''))
    .filter((text) => text !== '')
    .join('\n\n');
}

function joinLines(before: string, line: string): string {
  if (before === '') return line;
  const parted = /\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line);
  return parted ? before.slice(0, -1) + line : `${before} ${line}`;
}

/** Every word in reading order, with its place. */
export function toWords({ paragraphs }: Page): RecognizedWord[] {
  return paragraphs
    .flatMap(({ lines }) => lines.flatMap(({ words }) => words))
    .map(({ text, confidence, box: [x0, y0, x1, y1] }) => ({
      text,
      confidence: confidence / 100,
      box: { left: x0, top: y0, width: x1 - x0, height: y1 - y0 },
    }));
}
