import { setImmediate as nextTurn } from 'node:timers/promises';
import { ServiceError } from '@sluice/kit';

/** Most sentences of one text that a capability looks at one by one: about a second of the model's work. */
export const MAX_SENTENCES = 400;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Words that end in a full stop in the middle of a sentence; Unicode's rules know none of them. */
const ABBREVIATION =
  /(?:^|[\s("'])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Sgt|Capt|Fig|vs|cf|e\.g|i\.e|approx|[A-Z])\.\s*$/u;
const BEGINS_LOWER = /^\p{Ll}/u;
const LIST_ITEM = /^(?:[-*•–]|\d{1,3}[.)])\s/u;
const READABLE = /[\p{L}\p{N}]/u;

/** Lines at least this long are wrapped prose; shorter ones are lists, verses or addresses. */
const WRAPPED_LINE = 40;

/**
 * The sentences of a text, verbatim and in order, without the white space between them. Line ends within a sentence,
 * as in wrapped or recognized text, do not end it; blank lines, list items and headings do.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  let end = 0;
  for (const { index, segment } of segmenter.segment(joinWrappedLines(text))) {
    if (index > start && !(isOpen(text.slice(start, end)) || BEGINS_LOWER.test(segment))) {
      sentences.push(text.slice(start, end));
      start = index;
    }
    end = index + segment.length;
  }
  sentences.push(text.slice(start));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => READABLE.test(sentence));
}

/** The tail alone is looked at: a sentence may be as long as the text. */
function isOpen(sentence: string): boolean {
  return ABBREVIATION.test(sentence.slice(-16));
}

/** Puts a space in the place of every line end that only wraps a line. The length stays, and so do all positions. */
function joinWrappedLines(text: string): string {
  const lines = text.replaceAll('\r\n', ' \n').split('\n');
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  return lines.reduce((joined, line, index) => {
    const before = lines[index - 1] ?? '';
    return index === 0 ? line : joined + (isWrapped(before, line.trim(), longest) ? ' ' : '\n') + line;
  }, '');
}

function isWrapped(before: string, line: string, longest: number): boolean {
  if (before.trim() === '' || line === '' || LIST_ITEM.test(line)) return false;
  return BEGINS_LOWER.test(line) || (longest >= WRAPPED_LINE && before.length * 2 >= longest);
}

const PASSAGE_LENGTH = 300;

/** The sentences of a text, those of more than 300 characters cut at spaces: nothing is left out. */
export function splitPassages(text: string): string[] {
  return splitSentences(text).flatMap((sentence) =>
    sentence.length <= PASSAGE_LENGTH ? [sentence] : (sentence.match(/.{1,300}(?:\s|$)|.{1,300}/gsu) ?? []),
  );
}

/**
 * Splits several texts, and lets the event loop turn after each: a long one takes 20 ms.
 *
 * @returns for each text its parts, or `CONTEXT_WINDOW_EXCEEDED` where they are more than `MAX_SENTENCES`.
 */
export async function splitEach(
  texts: readonly string[],
  split: (text: string) => string[],
): Promise<(string[] | ServiceError)[]> {
  const results: (string[] | ServiceError)[] = [];
  for (const text of texts) {
    const parts = split(text);
    results.push(parts.length <= MAX_SENTENCES ? parts : tooManySentences(parts.length));
    await nextTurn();
  }
  return results;
}

function tooManySentences(value: number): ServiceError {
  return new ServiceError(
    'CONTEXT_WINDOW_EXCEEDED',
    `content: expected at most ${MAX_SENTENCES} sentences, got ${value}.`,
    { inputPath: ['content'], limit: { dimension: 'sentences', limit: MAX_SENTENCES, value } },
  );
}
