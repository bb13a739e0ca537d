import type { Rule } from './rule.js';

/** The longest tag that is still one of a language in use (RFC 5646, section 4.4.1, has 35 for all that is needed). */
const MAX_LENGTH = 35;

/** A language tag in its canonical form (RFC 5646, section 4.5; Unicode TS 35): `EN-us` is `en-US`, `iw` is `he`. */
export const languageTag: Rule<string> = {
  normalize: (value) => canonical(value.trim()) ?? value,
  validate(value, path) {
    if (value.length <= MAX_LENGTH && canonical(value) !== null) return [];
    return [{ path, expectation: 'expected a language tag of BCP 47, such as `en` or `pt-BR`' }];
  },
};

function canonical(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
