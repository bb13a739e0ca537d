import { normalizeText } from './normalize-text.js';
import type { Rule } from './rule.js';

/** A text to work on: not blank, at most as long as the policy allows. */
export const text: Rule<string> = {
  normalize: normalizeText,
  validate(value, path, { maxTextLength: limit }) {
    if (value.length > limit) {
      const expectation = `expected at most ${limit} characters, got ${value.length}`;
      const passed = { dimension: 'characters', limit, value: value.length };
      return [{ path, expectation, limit: passed, code: 'CONTEXT_WINDOW_EXCEEDED' }];
    }
    return value.trim() === '' ? [{ path, expectation: 'expected a text that is not empty' }] : [];
  },
};

/** A text of a few words: a question, a label, a name. */
export function shortText({ max, min = 1 }: { readonly max: number; readonly min?: number }): Rule<string> {
  return {
    normalize: (value) => normalizeText(value).trim(),
    validate(value, path) {
      if (value.length >= min && value.length <= max) return [];
      const expectation = `expected ${min} to ${max} characters, got ${value.length}`;
      return [{ path, expectation, limit: { dimension: 'characters', limit: max, value: value.length } }];
    },
  };
}
