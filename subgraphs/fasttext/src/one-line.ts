/** Characters of a text that are looked at: more do not make the answer surer, and take time. */
const MAX_CHARACTERS = 4_000;

/**
 * A text as fastText reads it: one line, since it stops at the first line feed, without control characters, and without
 * halves of surrogate pairs, which have no UTF-8.
 */
export function oneLine(text: string): string {
  return text
    .slice(0, MAX_CHARACTERS)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
