import type { ShieldRule } from '../shield.js';

const COMBINATIONS: Readonly<Record<string, string>> = {
  RuleAnd: 'and',
  RuleOr: 'or',
  RuleNot: 'not',
  RuleChain: 'chain',
  RuleRace: 'race',
  RuleTrue: 'allow',
  RuleFalse: 'deny',
};

/** A rule as people read it: `and(@authenticated, not(isSuspended))`. */
export function describeRule(rule: ShieldRule): string {
  if ('name' in rule) return isRandom(rule.name) ? 'a rule without a name' : rule.name;
  const combination = COMBINATIONS[rule.constructor.name] ?? 'rule';
  const parts = rule.getRules().map(describeRule);
  return parts.length > 0 ? `${combination}(${parts.join(', ')})` : combination;
}

/** graphql-shield names those that are given no name by a random number. */
const isRandom = (name: string) => /^0\.\d+/.test(name);
