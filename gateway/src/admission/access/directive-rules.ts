import { holdsPermission } from '../../identity/principal.js';
import type { Alternatives, Protection } from '../../supergraph/access-index.js';
import { and, rule, type ShieldRule } from '../shield.js';
import type { AccessContext } from './access-context.js';
import { Denial } from './denial.js';

/** The rules of the directives on one type or field. */
export type DirectiveRules = (protection: Protection) => readonly ShieldRule[];

/** Equal directives get one rule: graphql-shield refuses two of one name, since it remembers what they said by it. */
export function createDirectiveRules(): DirectiveRules {
  const made = new Map<string, ShieldRule>();
  const once = (name: string, make: (name: string) => ShieldRule) => {
    const rule = made.get(name) ?? make(name);
    made.set(name, rule);
    return rule;
  };
  return ({ authenticated, scopes, policies }) => [
    ...(authenticated ? [AUTHENTICATED] : []),
    ...scopes.map((one) => once(`@requiresScopes ${textOf(one)}`, (name) => requiresScopes(name, one))),
    ...policies.map((one) => once(`@policy ${textOf(one)}`, (name) => requiresPolicies(name, one))),
  ];
}

/** One rule for several; null for none. */
export function allOf(rules: readonly ShieldRule[]): ShieldRule | null {
  const [first, ...others] = new Set(rules);
  if (!first) return null;
  return others.length > 0 ? and(first, ...others) : first;
}

/** A rule that says its name when it denies. */
export function namedRule(
  name: string,
  decide: (context: AccessContext, args: Readonly<Record<string, unknown>>) => boolean | Promise<boolean>,
): ShieldRule {
  const denial = new Denial(name);
  const toResult = (isAllowed: boolean) => isAllowed || denial;
  return rule(name)((_: unknown, args: Readonly<Record<string, unknown>>, context: AccessContext) => {
    const decided = decide(context, args);
    return decided instanceof Promise ? decided.then(toResult) : toResult(decided);
  });
}

/** `@authenticated`. */
const AUTHENTICATED = namedRule('@authenticated', ({ principal }) => principal.kind !== 'anonymous');

/** `@requiresScopes`: one of the lists must be held whole. */
function requiresScopes(name: string, scopes: Alternatives): ShieldRule {
  return namedRule(name, ({ principal }) =>
    scopes.some((all) => all.every((scope) => holdsPermission(principal, scope))),
  );
}

/** `@policy`: every policy of one of the lists must allow. */
function requiresPolicies(name: string, policies: Alternatives): ShieldRule {
  return namedRule(name, async ({ policy: decide }) => {
    const decided = await Promise.all(policies.map(async (all) => await Promise.all(all.map(decide))));
    return decided.some((all) => all.every(Boolean));
  });
}

/** `a and b, or c` */
function textOf(alternatives: Alternatives): string {
  return alternatives.map((all) => all.join(' and ')).join(', or ');
}
