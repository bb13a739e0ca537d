/** Tells the ids of the pieces that a text falls into. */
export interface Tokenizer {
  encode(text: string): number[];
}

/**
 * Most tokens of one text that are embedded, eight windows of the model: about 4,500 characters of English prose, or
 * two pages. It bounds the work that one text can cause to about a second; what stands beyond it is not read.
 */
export const MAX_TOKENS = 1024;

/**
 * The tokenizer's time grows with the square of what it is given, so it is given runs of about this many characters.
 * Runs end at spaces, where no token of its vocabulary reaches across: the tokens are the same as those of the whole.
 */
const RUN_LENGTH = 128;

/** Line ends and control characters are unknown to the vocabulary and would stand between words as noise. */
const GAPS = /[\s\p{Cc}]+/gu;

function endOfRun(text: string, start: number): number {
  const end = start + RUN_LENGTH;
  if (end >= text.length) return text.length;
  const space = text.lastIndexOf(' ', end);
  return space > start ? space : end;
}

/** @returns the first tokens of the text, at most `MAX_TOKENS`; none if it holds nothing but white space. */
export function tokenize(text: string, tokenizer: Tokenizer): number[] {
  const clean = text.replace(GAPS, ' ').trim();
  const tokens: number[] = [];
  for (let start = 0; start < clean.length && tokens.length < MAX_TOKENS;) {
    const end = endOfRun(clean, start);
    tokens.push(...tokenizer.encode(clean.slice(start, end)));
    start = clean[end] === ' ' ? end + 1 : end;
  }
  return tokens.slice(0, MAX_TOKENS);
}
