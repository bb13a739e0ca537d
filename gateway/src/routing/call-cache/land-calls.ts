import { deriveContext, type RequestContext } from '../../request-context.js';
import type { Call, CallOutcome } from '../calls/call.js';
import type { AskedCall } from './ask-cache.js';
import type { CallCache, Landing } from './call-cache.js';
import type { CacheEntry } from './entry-store.js';
import type { Departure } from './flights.js';

export interface LandOptions {
  readonly cache: CallCache;
  /** Makes calls of one fetch; never rejects. */
  readonly make: (calls: readonly Call[], context: RequestContext) => Promise<ReadonlyMap<Call, CallOutcome>>;
  /** Of the first who asked. */
  readonly context: RequestContext;
  readonly flightMs: number;
  readonly departure: Departure<Landing>;
}

/** Clocks of gateways that share a store may differ by so much; what is dated later was not written by one. */
const MAX_SKEW_MS = 60_000;

/** Lands what is kept at once, and makes the rest: all that is missing goes out as the one fetch that it is. */
export async function landCalls(wanted: readonly AskedCall[], options: LandOptions): Promise<void> {
  const { cache, make, context, flightMs, departure } = options;
  const kept = await lookUp(cache, wanted);
  const missing: Missing[] = [];
  for (const [index, asked] of wanted.entries()) {
    const entry = kept[index] ?? null;
    if (entry && isFresh(entry, asked, cache.now())) departure.land(asked.key, { kind: 'hit', entry });
    else missing.push({ asked, stale: entry });
  }
  if (missing.length === 0) return;
  const calls = missing.map(({ asked }) => asked.call);
  // Made for all who wait: neither the end of the first nor its deadline ends it.
  const shared = deriveContext(context, { signal: departure.signal, deadlineAt: performance.now() + flightMs });
  const outcomes = await make(calls, shared);
  for (const { asked, stale } of missing) {
    const outcome = outcomes.get(asked.call) ?? { value: null, errors: [] };
    keep(cache, asked, outcome);
    departure.land(asked.key, { kind: 'made', outcome, stale });
  }
}

interface Missing {
  readonly asked: AskedCall;
  /** What is kept, and is older than it may be. */
  readonly stale: CacheEntry | null;
}

/** What is kept for calls, where it is what they ask for. */
async function lookUp({ store, now }: CallCache, wanted: readonly AskedCall[]): Promise<(CacheEntry | null)[]> {
  const keepable = wanted.filter(({ contract }) => contract.maxAge > 0);
  if (keepable.length === 0) return [];
  const entries = await store.get(keepable.map(({ key }) => key));
  const found = new Map(keepable.map(({ key }, index) => [key, entries[index] ?? null]));
  return wanted.map(({ key, fits }) => {
    const entry = found.get(key) ?? null;
    const isEntry = entry !== null && entry.storedAt <= now() + MAX_SKEW_MS && isAnswer(entry.value, fits);
    return isEntry ? entry : null;
  });
}

function isFresh({ storedAt }: CacheEntry, { contract }: AskedCall, now: number): boolean {
  return now - storedAt < contract.maxAge * 1_000;
}

/**
 * Only what is whole and without errors is kept; nothing is what is left where something is missing. The answer of a
 * model that stood in for the one that is meant is for those who wait, and not for who asks when that one is well.
 */
function keep({ store, now }: CallCache, asked: AskedCall, { value, errors, model = null }: CallOutcome): void {
  const { key, contract, fits, staleIfErrorMs } = asked;
  if (asked.model !== null && model !== asked.model) return;
  if (contract.maxAge === 0 || errors.length > 0 || !isAnswer(value, fits)) return;
  store.set(key, { value, storedAt: now() }, contract.maxAge * 1_000 + staleIfErrorMs);
}

function isAnswer(value: unknown, fits: AskedCall['fits']): boolean {
  return value !== null && value !== undefined && fits(value);
}
