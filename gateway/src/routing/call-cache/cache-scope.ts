import type { RequestContext } from '../../request-context.js';
import type { CallContract } from '../../supergraph/capability-index.js';

/**
 * Who may be given each other's answers. Everything here becomes part of the key, so that an answer outside of it is not
 * refused but not found.
 */
export interface CacheScope {
  /** Null where the contract lets tenants share. */
  readonly tenant: string | null;
  /** The only services that may be asked for the caller, sorted; null where all may. */
  readonly services: readonly string[] | null;
  /** Kind and id of the caller where answers are their own; null where they are not. */
  readonly principal: readonly [kind: string, id: string] | null;
}

export interface ScopeOptions {
  /**
   * The only services that may be asked for a caller, or null. It goes by what is allowed, not by what is up: otherwise
   * nothing would be found while a service is away.
   */
  readonly servicesOf: (context: RequestContext) => readonly string[] | null;
  /** Whether middleware looks at calls: it may refuse one caller what it lets another have, or change what is sent. */
  readonly isPersonal: boolean;
}

/** The scope of a call. */
export type ScopeOf = (contract: Pick<CallContract, 'shareable'>, context: RequestContext) => CacheScope;

/** Finds scopes, each once a request. */
export function createScopes({ servicesOf, isPersonal }: ScopeOptions): ScopeOf {
  const known = new WeakMap<RequestContext, CacheScope>();
  const find = (context: RequestContext): CacheScope => {
    const { tenant, kind, id } = context.principal;
    const services = servicesOf(context)?.toSorted() ?? null;
    return { tenant, services, principal: isPersonal ? [kind, id] : null };
  };
  return ({ shareable }, context) => {
    const own = known.get(context) ?? find(context);
    known.set(context, own);
    return shareable && !isPersonal ? { ...own, tenant: null } : own;
  };
}
