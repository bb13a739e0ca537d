import type { Rule } from './rule.js';

/** Longest URL that is not a `data:` URL. */
const MAX_LENGTH = 4_096;

/**
 * Where a picture or a sound is: an absolute URL in its normal form without its fragment, a `data:` URL, or a path of
 * this gateway. What may be fetched is for the guard of `media/` to say.
 */
export const url: Rule<string> = {
  normalize(value) {
    const trimmed = value.trim();
    if (/^data:/i.test(trimmed) || trimmed.startsWith('/')) return trimmed;
    if (!URL.canParse(trimmed)) return value;
    const parsed = new URL(trimmed);
    parsed.hash = '';
    return parsed.href;
  },
  validate(value, path) {
    const isData = /^data:/i.test(value);
    if (!isData && value.length > MAX_LENGTH) {
      const limit = { dimension: 'characters', limit: MAX_LENGTH, value: value.length };
      return [{ path, expectation: `expected at most ${MAX_LENGTH} characters, got ${value.length}`, limit }];
    }
    if (isData || value.startsWith('/') || URL.canParse(value)) return [];
    return [{ path, expectation: 'expected an `https:` or `data:` URL, or a path that begins with `/`' }];
  },
};
