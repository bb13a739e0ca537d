import type { ContextPolicy } from '../context-policy.js';

/** Where a value stands in the input: `['messages', 0, 'content']`. */
export type InputPath = readonly (string | number)[];

/** What is wrong with a context, in words for the caller. */
export interface ContextProblem {
  readonly path: InputPath;
  /** What was expected, with the limit in numbers: `expected at most 16 texts, got 20`. */
  readonly expectation: string;
  /** The limit that was passed, where there is one. */
  readonly limit?: { readonly dimension: string; readonly limit: number; readonly value: number };
  /** @default BAD_USER_INPUT */
  readonly code?: 'BAD_USER_INPUT' | 'CONTEXT_WINDOW_EXCEEDED' | 'MODEL_NOT_FOUND';
}

/**
 * What one member of a context becomes, and what it may be. Both are pure: of the value and the policy alone.
 *
 * `normalize` takes whatever fits the schema, keeps what it means and asks for no more than was asked for; what it gives
 * stays as it is when it is normalized again. `validate` looks at what `normalize` gave.
 */
export interface Rule<Value> {
  normalize(value: Value, policy: ContextPolicy): Value;
  validate(value: Value, path: InputPath, policy: ContextPolicy): readonly ContextProblem[];
}

/** A rule that has nothing to change. */
export function checkOnly<Value>(validate: Rule<Value>['validate']): Rule<Value> {
  return { normalize: (value) => value, validate };
}

/** Applies a rule to each of a list. */
export function listOf<Value>(rule: Rule<Value>, { dimension, min = 1, max }: ListBounds): Rule<readonly Value[]> {
  return {
    normalize: (values, policy) => values.map((value) => rule.normalize(value, policy)),
    validate(values, path, policy) {
      const { length } = values;
      if (length < min || length > max) return [outside(path, { dimension, min, max, value: length })];
      return values.flatMap((value, index) => rule.validate(value, [...path, index], policy));
    },
  };
}

export interface ListBounds {
  /** What is counted: `texts`. */
  readonly dimension: string;
  /** @default 1 */
  readonly min?: number;
  readonly max: number;
}

/** A number, or a count, that is not within its bounds. */
export function outside(
  path: InputPath,
  { dimension, min, max, value }: Required<ListBounds> & { readonly value: number },
): ContextProblem {
  const expectation = `expected ${min} to ${max} ${dimension}, got ${value}`;
  return { path, expectation, limit: { dimension, limit: value < min ? min : max, value } };
}
