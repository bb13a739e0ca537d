import { LRUCache } from 'lru-cache';

import type { RequestContext } from '../../request-context.js';
import type { Call } from '../calls/call.js';
import type { Router } from '../router.js';
import { needKey, needOf } from '../routes/call-need.js';

/** What routing means to do with a call, however its targets are. */
export interface CallIntent {
  /** The model that is meant to answer; null where it makes no difference or is not known. */
  readonly model: string | null;
  /** How much older than it may be an answer is given where nobody can answer anew, in milliseconds. */
  readonly staleIfErrorMs: number;
}

/** @returns null for a call whose answer cannot be told from that of another model */
export type IntentOf = (
  call: Call,
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
) => CallIntent | null;

export interface IntentOptions {
  readonly capability: string;
  readonly router: Router;
  /** Where the route allows less, in milliseconds. */
  readonly staleIfErrorMs: number;
}

/** Kinds of calls and callers of which the last intent is remembered. */
const MAX_REMEMBERED = 1_000;

/**
 * Asks routing what it means to do. While no instance is known that could answer, it is what was meant last: what is
 * kept is still found then.
 */
export function createIntents({ capability, router, staleIfErrorMs: least }: IntentOptions): IntentOf {
  const last = new LRUCache<string, { readonly intent: CallIntent | null }>({ max: MAX_REMEMBERED });

  function ask(need: ReturnType<typeof needOf>, context: RequestContext): CallIntent | null {
    const { intended, rules } = router.itinerary(need, context);
    // One list of results is of one model, whether it comes from the cache or not.
    const isOfOneModel = need.contract.interchangeable === 'SAME_MODEL';
    if (isOfOneModel && (rules.otherModels || intended === null)) return null;
    return { model: intended, staleIfErrorMs: Math.max(least, rules.staleIfErrorMs) };
  }

  return (call, context, variables) => {
    const need = needOf(capability, call, variables);
    const { tenant, roles, allows } = context.principal;
    const key = JSON.stringify([needKey(need), tenant, roles, allows?.services ?? null, [...context.labels]]);
    try {
      const intent = ask(need, context);
      last.set(key, { intent });
      return intent;
    } catch {
      return last.get(key)?.intent ?? null;
    }
  };
}
