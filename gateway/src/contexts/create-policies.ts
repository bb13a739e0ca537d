import type { Principal } from '../identity/principal.js';
import type { ContextPolicy } from './context-policy.js';

/** Bounds that may be others for a role. */
type Bounds = {
  readonly [Name in 'maxTextLength' | 'maxTexts' | 'maxTokens']?: number | undefined;
};

/** What the configuration says: bounds for all, and others by role. */
export interface PolicySettings extends Bounds {
  readonly maxTextLength: number;
  readonly maxTexts: number;
  readonly defaultMaxTokens?: number | undefined;
  readonly modelAliases: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, Bounds>>;
}

/** Most combinations of roles whose policy is remembered: a token may name roles that nobody knows. */
const MAX_KNOWN = 1_000;

/** The policy of a principal: of several roles, the widest bound counts. */
export function createPolicies(settings: PolicySettings): (principal: Principal) => ContextPolicy {
  const modelAliases = new Map(Object.entries(settings.modelAliases));
  const defaultMaxTokens = settings.defaultMaxTokens ?? null;
  const known = new Map<string, ContextPolicy>();
  const make = (roles: readonly string[]): ContextPolicy => {
    // Infinity is what has no bound; it is told as null.
    const widest = (name: keyof Bounds) => {
      const general = settings[name] ?? Number.POSITIVE_INFINITY;
      return Math.max(...(roles.length > 0 ? roles : ['']).map((role) => boundsOf(settings, role)[name] ?? general));
    };
    const maxTokens = widest('maxTokens');
    return {
      maxTextLength: widest('maxTextLength'),
      maxTexts: widest('maxTexts'),
      maxTokens: maxTokens === Number.POSITIVE_INFINITY ? null : maxTokens,
      defaultMaxTokens,
      modelAliases,
    };
  };
  return ({ roles }) => {
    const key = JSON.stringify(roles);
    const policy = known.get(key) ?? make(roles);
    if (known.size < MAX_KNOWN) known.set(key, policy);
    return policy;
  };
}

function boundsOf({ roles }: PolicySettings, role: string): Bounds {
  return Object.hasOwn(roles, role) ? (roles[role] ?? {}) : {};
}
