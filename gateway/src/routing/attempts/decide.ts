import { ERROR_TABLE, type ErrorRow } from '@sluice/schema';

import type { CallContract } from '../../supergraph/capability-index.js';
import type { RouteRules } from '../routes/route-rules.js';
import type { Failure } from './failure.js';

/** What is done about a failed attempt: the same target again, another one, or nothing more. */
export type Decision =
  | { readonly type: 'RETRY'; readonly delayMs: number }
  | { readonly type: 'NEXT' }
  | { readonly type: 'GIVE_UP' };

/** What a decision is made of. */
export interface Situation {
  readonly failure: Failure;
  readonly call: Pick<CallContract, 'effect' | 'interchangeable'>;
  readonly rules: RouteRules;
  /** How often this target was asked, this time included. */
  readonly tries: number;
  /** Whether another target could be asked now. */
  readonly hasNext: boolean;
  /** What is left of the caller's deadline, in milliseconds. */
  readonly remainingMs: number;
  /** Takes one retry of the budget; false where it is used up. Asked only when a retry would be made. */
  readonly takeRetry: () => boolean;
  /** From 0 to 1, for the jitter. */
  readonly random: () => number;
}

const GIVE_UP: Decision = { type: 'GIVE_UP' };
const NEXT: Decision = { type: 'NEXT' };

/** The pause before the first retry, which doubles, and its longest, in milliseconds. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
/** How often a failing target is asked again while another one could be asked instead. */
const RETRIES_BESIDE_ANOTHER = 1;

/**
 * Decides by the error taxonomy, by what the call does (`@call`) and by what its route allows.
 *
 * What is sent again may be done twice. Before dispatch that cannot be; afterwards PURE work does no harm. BILLABLE work
 * of unknown outcome is not sent to the same target again; it goes to another one, and may then be paid for twice, which
 * the attempt records tell. A SIDE_EFFECT is never sent again.
 */
export function decide(situation: Situation): Decision {
  const { failure, call } = situation;
  const row = ERROR_TABLE[failure.code];
  const isSafe = call.effect === 'PURE' || failure.details.phase === 'BEFORE_DISPATCH';
  if (call.effect === 'SIDE_EFFECT' && !isSafe) return GIVE_UP;
  const mayMove = situation.hasNext && mayFallBack(row, situation);
  // A limited provider is better left alone than waited for.
  if (mayMove && row.retry === 'AFTER_DELAY') return NEXT;
  const retries = retriesAllowed(row, situation, { isSafe, mayMove });
  const delayMs = pauseBefore(situation, row);
  if (situation.tries <= retries && delayMs < situation.remainingMs && situation.takeRetry()) {
    return { type: 'RETRY', delayMs };
  }
  return mayMove ? NEXT : GIVE_UP;
}

function mayFallBack({ fallback }: ErrorRow, { failure, call, rules }: Situation): boolean {
  if (call.interchangeable === 'NEVER' && failure.details.phase !== 'BEFORE_DISPATCH') return false;
  switch (fallback) {
    case 'NEVER':
      return false;
    case 'WHERE_ROUTE_ALLOWS':
      return rules.contentPolicyFallback;
    // Which targets can, or have a larger window, is known to the itinerary. Of an answer that comes as a whole,
    // nothing was passed on.
    case 'ALWAYS':
    case 'TO_CAPABLE':
    case 'TO_LARGER_WINDOW':
    case 'BEFORE_FIRST_TOKEN':
      return true;
  }
}

function retriesAllowed(
  { retry }: ErrorRow,
  { rules, failure: { details } }: Situation,
  { isSafe, mayMove }: { readonly isSafe: boolean; readonly mayMove: boolean },
): number {
  const most = mayMove ? Math.min(rules.retries, RETRIES_BESIDE_ANOTHER) : rules.retries;
  switch (retry) {
    case 'NEVER':
      return 0;
    case 'ONCE':
    case 'AFTER_DELAY':
      return Math.min(1, most);
    case 'WHEN_SAFE':
      return isSafe ? Math.min(1, most) : 0;
    case 'JITTERED':
      return isSafe || details.outcomeUnknown !== true ? most : 0;
  }
}

/** Full jitter over a doubling pause (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). */
function pauseBefore({ failure: { details }, tries, random }: Situation, { retry }: ErrorRow): number {
  const jittered = random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
  const told = details.retryAfterMs ?? (retry === 'AFTER_DELAY' ? LONGEST_PAUSE_MS : 0);
  return Math.max(told, jittered);
}
