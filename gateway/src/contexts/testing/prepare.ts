import { membersOfKind } from '../context-kinds.js';
import { type ContextPolicy, DEFAULT_POLICY } from '../context-policy.js';
import { prepareContext } from '../prepare-context.js';
import type { Input } from '../rules/members.js';

export const POLICY: ContextPolicy = {
  ...DEFAULT_POLICY,
  maxTextLength: 200,
  maxTokens: 500,
  modelAliases: new Map([['fast', 'vendor/small-1']]),
};

export function prepare(kind: string, input: Input, policy = POLICY) {
  const members = membersOfKind(kind);
  if (!members) throw new TypeError(`Expected a kind, got ${kind}.`);
  return prepareContext(members, input, policy);
}

/** What comes of an input that is all right. */
export function ready(kind: string, input: Input, policy = POLICY): Input {
  const prepared = prepare(kind, input, policy);
  if (prepared.kind === 'refused') throw new Error(JSON.stringify(prepared.problems));
  return prepared.input;
}

/** What is wrong with an input: where, and what was expected. */
export function problems(kind: string, input: Input, policy = POLICY): string[] {
  const prepared = prepare(kind, input, policy);
  return prepared.kind === 'ready'
    ? []
    : prepared.problems.map(({ path, expectation }) => `${path.join('.')}: ${expectation}`);
}

export const say = (...contents: string[]) => ({ messages: contents.map((content) => ({ role: 'USER', content })) });
export const generation = (input: Input) => ready('generation', { input })['input'] as Input;
export const generationProblems = (input: Input) => problems('generation', { input });
