import { createHash } from 'node:crypto';

import canonicalize from 'canonicalize';

import type { Representation } from '../calls/call.js';
import type { CacheScope } from './cache-scope.js';

/** All that an answer hangs on. */
export interface KeyParts {
  /** Who may be given the answer. */
  readonly scope: CacheScope;
  /** `Text.embedding`. */
  readonly coordinate: string;
  /** Of the field, coerced: what was left out has its default. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What is asked for below the field, and the values of the variables in it. */
  readonly selection: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the call is made on; null at the root. */
  readonly representation: Representation | null;
  /** The model that is meant to answer; null where it is not known. */
  readonly model: string | null;
}

/**
 * The name of an answer: SHA-256 over the canonical JSON (RFC 8785) of all that it hangs on, base64url. It tells nothing
 * of the prompt to whoever reads the store's keys, short of guessing the whole of it.
 *
 * @returns null for what has no canonical form, such as a text with half a character
 */
export function callKey(parts: KeyParts): string | null {
  const text = canonicalForm(parts);
  return text === null ? null : createHash('sha256').update(text).digest('base64url');
}

function canonicalForm(parts: KeyParts): string | null {
  try {
    return canonicalize(parts) ?? null;
  } catch {
    return null;
  }
}
