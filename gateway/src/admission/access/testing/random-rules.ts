import { and, allow, chain, deny, inputRule, not, or, race, rule, type ShieldRule } from '../../shield.js';
import type { AccessContext } from '../access-context.js';
import type { Choices } from './choices.js';

/** A rule in words of its own, for the reference model to judge. */
export type RuleModel =
  | { readonly kind: 'and' | 'or' | 'chain' | 'race'; readonly rules: readonly RuleModel[] }
  | { readonly kind: 'not'; readonly rule: RuleModel }
  | { readonly kind: 'allow' | 'deny' | 'throws' | 'rejects' | 'readsParent' | 'readsParentAndCatches' }
  /** Holds of callers with the role; says no in one of shield's ways. */
  | { readonly kind: 'hasRole'; readonly role: string; readonly refusal: 'false' | 'error' | 'text' }
  /** Holds where argument `a` is missing or at most this. */
  | { readonly kind: 'atMost'; readonly limit: number; readonly cache: 'strict' | 'no_cache' }
  | { readonly kind: 'inputAtMost'; readonly limit: number };

const LEAVES = [
  'allow',
  'deny',
  'throws',
  'rejects',
  'readsParent',
  'readsParentAndCatches',
  'hasRole',
  'hasRole',
  'hasRole',
  'hasRole',
  'atMost',
  'atMost',
  'inputAtMost',
] as const;

export const ROLE_NAMES = ['red', 'green', 'blue'] as const;

/** Any combination of any rules, a few levels deep. */
export function randomRule(choices: Choices, depth = 0): RuleModel {
  if (depth < 3 && choices.chance(45)) {
    const kind = choices.pick(['and', 'or', 'chain', 'race', 'not'] as const);
    if (kind === 'not') return { kind, rule: randomRule(choices, depth + 1) };
    const rules = Array.from({ length: 1 + choices.number(3) }, () => randomRule(choices, depth + 1));
    return { kind, rules };
  }
  const kind = choices.pick(LEAVES);
  if (kind === 'hasRole')
    return { kind, role: choices.pick(ROLE_NAMES), refusal: choices.pick(['false', 'error', 'text']) };
  if (kind === 'atMost') return { kind, limit: choices.number(6), cache: choices.pick(['strict', 'no_cache']) };
  return kind === 'inputAtMost' ? { kind, limit: choices.number(6) } : { kind };
}

const COMBINE = { and, or, chain, race } as const;

/** The rule of graphql-shield that a model stands for; each of its own name, as shield demands. */
export function createRuleMaker(): (model: RuleModel) => ShieldRule {
  let last = 0;
  const toRule = (model: RuleModel): ShieldRule => {
    const name = `${model.kind} ${++last}`;
    switch (model.kind) {
      case 'not':
        return not(toRule(model.rule));
      case 'allow':
        return allow;
      case 'deny':
        return deny;
      case 'hasRole':
        return roleRule(name, model);
      case 'atMost':
        return rule(name, { cache: model.cache })(
          (_: unknown, { a = null }: { a?: number | null }) => a === null || a <= model.limit,
        );
      case 'inputAtMost':
        return inputRule<object>(name)((yup) => yup.object({ a: yup.number().nullable().max(model.limit) }) as never);
      case 'throws':
      case 'rejects':
      case 'readsParent':
      case 'readsParentAndCatches':
        return rule(name)(UNDECIDABLE[model.kind]);
      case 'and':
      case 'or':
      case 'chain':
      case 'race':
        return COMBINE[model.kind](...model.rules.map(toRule));
    }
  };
  return toRule;
}

function roleRule(name: string, { role, refusal }: RuleModel & { kind: 'hasRole' }): ShieldRule {
  const no = { false: false, error: new Error('no'), text: 'no' }[refusal];
  return rule(name, { cache: 'contextual' })(
    async (_: unknown, __: unknown, { principal }: AccessContext) => principal.roles.includes(role) || no,
  );
}

type Parent = Readonly<Record<string, unknown>>;

const UNDECIDABLE = {
  throws: () => {
    throw new Error('It cannot decide.');
  },
  rejects: async () => {
    await Promise.resolve();
    throw new Error('It cannot decide.');
  },
  readsParent: (parent: Parent) => parent['owner'] === 'me',
  readsParentAndCatches: (parent: Parent) => {
    try {
      return 'owner' in parent || Object.keys(parent).length > 0;
    } catch {
      return true;
    }
  },
} as const;
