import type { ContextPolicy } from '../context-policy.js';
import type { ContextProblem, InputPath, Rule } from './rule.js';

/** A value as it stands in an input, by member. */
export type Input = Readonly<Record<string, unknown>>;

/** What a context or a part of it consists of. What is not named here is left as it is: the schema allows it. */
export type Members = Readonly<Record<string, Rule<unknown>>>;

/** Applies a rule to each member. A member that is null is left out: both mean that it was not given. */
export function normalizeMembers(members: Members, input: Input, policy: ContextPolicy): Input {
  const normalized = Object.entries(input).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    const rule = members[name];
    return [[name, rule ? rule.normalize(value, policy) : value] as const];
  });
  return Object.fromEntries(normalized);
}

/** What is wrong with the members, in the order of the rules. */
export function validateMembers(
  members: Members,
  input: Input,
  { path, policy }: { readonly path: InputPath; readonly policy: ContextPolicy },
): ContextProblem[] {
  return Object.entries(members).flatMap(([name, rule]) => {
    const value = input[name];
    if (value === undefined || value === null) return [];
    return rule.validate(value, [...path, name], policy);
  });
}

/** A part of a context that has members of its own. */
export function objectOf(members: Members): Rule<Input> {
  return {
    normalize: (value, policy) => normalizeMembers(members, value, policy),
    validate: (value, path, policy) => validateMembers(members, value, { path, policy }),
  };
}
