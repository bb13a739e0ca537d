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

/** How far a line may fall short of its paragraph's right edge and still count as full, in widths of a character. */
const SLACK = 3;

/** A gap between words that is this wide parts columns, in widths of a character. */
const COLUMN_GAP = 4;

/**
 * The text as prose: a line that was only wrapped is joined with the next, so that sentences are whole; one that ends
 * although the next word would have fitted, or whose words stand in columns as on a receipt, keeps its end. A word that
 * was parted at a line's end is put together again, and paragraphs are parted by a blank line.
 */
export function toText({ paragraphs }: Page): string {
  return paragraphs
    .map(({ lines }) => paragraphText(lines.filter(({ words }) => words.length > 0)))
    .filter((text) => text !== '')
    .join('\n\n');
}

function paragraphText(lines: Paragraph['lines']): string {
  const right = Math.max(...lines.map(rightEdge));
  return lines.reduce((text, line, index) => {
    const before = lines[index - 1];
    const written = line.words.map((word) => word.text).join(' ');
    if (!before) return written;
    const isOwnLine = isTableRow(before) || isTableRow(line) || wouldHaveFitted(before, line, right);
    return isOwnLine ? `${text}\n${written}` : joinLines(text, written);
  }, '');
}

function wouldHaveFitted(line: Paragraph['lines'][number], next: Paragraph['lines'][number], right: number): boolean {
  const [first] = next.words;
  if (!first) return false;
  const width = first.box[2] - first.box[0];
  return rightEdge(line) + width + SLACK * characterWidth(first) < right;
}

/** Whether words stand apart as in columns. */
function isTableRow({ words }: Paragraph['lines'][number]): boolean {
  return words.some((word, index) => {
    const next = words[index + 1];
    return next !== undefined && next.box[0] - word.box[2] > COLUMN_GAP * characterWidth(word);
  });
}

function characterWidth({ text, box: [x0, , x1] }: Word): number {
  return (x1 - x0) / Math.max(1, text.length);
}

function rightEdge({ words }: Paragraph['lines'][number]): number {
  return words.at(-1)?.box[2] ?? 0;
}

function joinLines(before: string, line: string): string {
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
