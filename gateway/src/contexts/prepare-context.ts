import type { ContextPolicy } from './context-policy.js';
import { type Input, type Members, normalizeMembers, validateMembers } from './rules/members.js';
import type { ContextProblem } from './rules/rule.js';

/** A context as it runs, or what is wrong with it. */
export type PreparedContext =
  | { readonly kind: 'ready'; readonly input: Input }
  | { readonly kind: 'refused'; readonly problems: readonly ContextProblem[] };

/** Normalizes what a caller asks for, and then looks whether it may be asked for. Pure. */
export function prepareContext(members: Members, given: Input, policy: ContextPolicy): PreparedContext {
  const input = normalizeMembers(members, given, policy);
  const problems = validateMembers(members, input, { path: [], policy });
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'ready', input };
}
