import { createHash } from 'node:crypto';

import canonicalize from 'canonicalize';

import type { Input } from './rules/members.js';

/** Members whose order means nothing: two contexts that differ in it alone are one. */
const SETS: ReadonlySet<string> = new Set(['labels', 'stop']);

/**
 * A normalized context as bytes that are the same for all that means the same: JSON in the canonical form of RFC 8785,
 * sets sorted.
 */
export function canonicalForm(kind: string, input: Input): string {
  const text = canonicalize({ kind, input: sortSets(input) });
  if (text === undefined) throw new TypeError('A context is JSON.');
  return text;
}

/** SHA-256 of the canonical form, base64url. */
export function hashContext(kind: string, input: Input): string {
  return createHash('sha256').update(canonicalForm(kind, input)).digest('base64url');
}

function sortSets(input: Input): Input {
  const members = Object.entries(input).map(([name, value]) => {
    const isSet = SETS.has(name) && Array.isArray(value);
    return [name, isSet ? (value as string[]).toSorted() : value] as const;
  });
  return Object.fromEntries(members);
}
