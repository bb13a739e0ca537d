import type { ContextPolicy } from '../context-policy.js';
import type { Rule } from './rule.js';

/** Most tokens to write: never more than was asked for, and never more than the policy allows. */
export const maxTokens: Rule<number> = {
  normalize: (value, { maxTokens: cap }) => (cap === null ? value : Math.min(value, cap)),
  validate: (value, path) => (value >= 1 ? [] : [{ path, expectation: `expected at least 1, got ${value}` }]),
};

/** What is asked for where nothing was; null leaves it to the model. */
export function defaultMaxTokens({ defaultMaxTokens: fallback, maxTokens: cap }: ContextPolicy): number | null {
  if (fallback === null || cap === null) return fallback ?? cap;
  return Math.min(fallback, cap);
}
