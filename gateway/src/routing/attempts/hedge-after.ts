import type { HealthBook } from '../health/health-book.js';
import type { Target } from '../target.js';
import type { Journey } from './journey.js';

/** Sooner a second target is never asked, in milliseconds. */
const SHORTEST_MS = 10;
/** Answers that must be known before a percentile of them means something. */
const MIN_ANSWERS = 20;

/**
 * When a second target is asked beside the first one, in milliseconds; null where the calls of a group are not to be
 * hedged. Without a time of its own, a route hedges what takes longer than 95 of 100 answers of the target did.
 */
export function hedgeAfter(
  { target, journeys }: { readonly target: Target; readonly journeys: readonly Journey[] },
  health: HealthBook,
): number | null {
  const rules = journeys.map(({ itinerary }) => itinerary);
  if (!rules.every(({ rules: { hedge }, need }) => hedge && need.contract.effect !== 'SIDE_EFFECT')) return null;
  const told = rules.flatMap(({ rules: { hedge } }) => hedge?.afterMs ?? []);
  if (told.length > 0) return Math.max(SHORTEST_MS, ...told);
  const { p95, successes } = health.of(target.instance).snapshot();
  return p95 === null || successes < MIN_ANSWERS ? null : Math.max(SHORTEST_MS, p95);
}
