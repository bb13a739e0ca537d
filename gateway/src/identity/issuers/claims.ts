import type { JsonObject } from './issuer-client.js';

/** The name of a claim, or the path to it. */
export type ClaimPath = string | readonly string[];

/** What stands at a path; undefined where nothing does. Only own members count: `constructor` is no claim. */
export function claimAt(claims: JsonObject, path: ClaimPath): unknown {
  const steps = typeof path === 'string' ? [path] : path;
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as JsonObject)[step]
        : undefined,
    claims,
  );
}

/** Far beyond what any issuer says of one caller. */
const MAX_WORDS = 200;

/** The words of a claim: a list of strings, or one string with spaces between, as `scope` is (RFC 8693, section 4.2). */
export function wordsAt(claims: JsonObject, path: ClaimPath): readonly string[] {
  const value = claimAt(claims, path);
  const words = Array.isArray(value) ? value : typeof value === 'string' ? value.split(' ') : [];
  return words.filter((word): word is string => typeof word === 'string' && word !== '').slice(0, MAX_WORDS);
}
