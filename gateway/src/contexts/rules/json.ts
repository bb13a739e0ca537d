import type { ContextProblem, InputPath, Rule } from './rule.js';

export interface JsonBounds {
  /** Deepest nesting. @default 32 */
  readonly maxDepth?: number;
  /** Most values, nested ones included. @default 10,000 */
  readonly maxValues?: number;
}

/** Names that assignments somewhere below would take for something else than data. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** A JSON value of bounded size. */
export function json({ maxDepth = 32, maxValues = 10_000 }: JsonBounds = {}): Rule<unknown> {
  return {
    normalize: (value) => value,
    validate: (value, path) => check(value, path, { maxDepth, maxValues }),
  };
}

/** A JSON Schema that can be handed to others: an object whose references stay within it (JSON Schema 2020-12, 8.2.3). */
export const jsonSchema: Rule<unknown> = {
  normalize: (value) => value,
  validate(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ path, expectation: 'expected a JSON Schema, an object' }];
    const problems = check(value, path, { maxDepth: 32, maxValues: 10_000 });
    return problems.length > 0 ? problems : foreignReferences(value, path);
  },
};

/** Without recursion: how deep the value is is what is to be found out. */
function check(value: unknown, path: InputPath, { maxDepth, maxValues }: Required<JsonBounds>): ContextProblem[] {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 1 }];
  for (let count = 1; pending.length > 0; count += 1) {
    const next = pending.pop();
    if (!next || typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > maxDepth) return [{ path, expectation: `expected JSON at most ${maxDepth} levels deep` }];
    if (count + pending.length > maxValues)
      return [{ path, expectation: `expected JSON of at most ${maxValues} values` }];
    if (!Array.isArray(next.value) && Object.keys(next.value).some((name) => FORBIDDEN.has(name)))
      return [{ path, expectation: `expected JSON without the names ${[...FORBIDDEN].join(', ')}` }];
    for (const inner of Object.values(next.value)) pending.push({ value: inner as unknown, depth: next.depth + 1 });
  }
  return [];
}

function foreignReferences(value: object, path: InputPath): ContextProblem[] {
  const pending: object[] = [value];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const [name, inner] of Object.entries(next)) {
      const isForeign = /^\$(?:dynamicR|r)ef$/.test(name) && typeof inner === 'string' && !inner.startsWith('#');
      if (isForeign) return [{ path, expectation: 'expected a JSON Schema whose references stay within it' }];
      if (typeof inner === 'object' && inner !== null) pending.push(inner as object);
    }
  }
  return [];
}
