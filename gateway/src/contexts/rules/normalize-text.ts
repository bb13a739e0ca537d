/**
 * Characters that carry no meaning for a reader and can hide text from one: C0 and C1 controls but for tab and line
 * feed, invisible separators, zero-width space, word joiner, byte order mark, soft hyphen, the invisible operators,
 * directional overrides and isolates, interlinear annotations, and the tags of the supplementary special-purpose plane.
 *
 * The zero-width joiner and non-joiner stay: emoji sequences, Persian and the scripts of India need them. Directional
 * marks (U+200E, U+200F, U+061C) stay: mixed Arabic, Hebrew and Latin texts need them.
 */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- they are what is removed
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u180E\u200B\u2028\u2029\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** Tags are emoji's flags of regions after a black flag (Unicode TR51, section 2.8); elsewhere they hide text. */
const TAG_SEQUENCE = /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F})|[\u{E0000}-\u{E007F}]/gu;

const LINE_END = /\r\n?|\u2028|\u2029|\u0085/g;

/**
 * A text in one form: well-formed Unicode, line ends as line feeds, without invisible characters, NFC (Unicode Standard
 * Annex 15).
 */
export function normalizeText(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_END, '\n')
    .replace(TAG_SEQUENCE, '$1')
    .replace(INVISIBLE, '')
    .normalize('NFC');
}
