import type { CallRunner } from '../attempts/run-attempts.js';
import type { Call, CallOutcome } from '../calls/call.js';
import { type AskedCall, type AskOptions, createAskCache } from './ask-cache.js';
import type { CacheStatus, CallCache } from './call-cache.js';
import { landCalls } from './land-calls.js';
import { settleCalls } from './settle-calls.js';

export interface CachedRunnerOptions extends AskOptions {
  readonly cache: CallCache;
  /** The longest time that a call may take whose first caller may have left, in milliseconds. */
  readonly flightMs: number;
  /** Told of every call whose answer may be kept. */
  readonly onUse: (status: CacheStatus) => void;
}

/**
 * Puts the cache before a runner. PURE calls are looked up, and made where nothing is kept: once for all who wait for
 * the same at the same time, in whatever operations. All others pass.
 */
export function withCallCache(run: CallRunner, options: CachedRunnerOptions): CallRunner {
  const { cache, flightMs, onUse } = options;
  const ask = createAskCache(options);
  return async (fetch, calls, variables, context) => {
    const toAsked = ask(fetch, variables, context);
    const asked = new Map<string, AskedCall[]>();
    const others: Call[] = [];
    for (const call of calls) {
      const found = toAsked(call);
      if (!found) others.push(call);
      // Two names in one operation may ask for the same.
      else if (!asked.get(found.key)?.push(found)) asked.set(found.key, [found]);
    }
    if (asked.size === 0) return run(fetch, calls, variables, context);
    const board = cache.flights.board({
      keys: [...asked.keys()],
      signal: context.signal,
      begin: (keys, departure) => {
        const wanted = keys.flatMap((key) => asked.get(key)?.[0] ?? []);
        const make = (missing: readonly Call[], shared: typeof context) => run(fetch, missing, variables, shared);
        return landCalls(wanted, { cache, make, context, flightMs, departure });
      },
    });
    const made = others.length > 0 ? run(fetch, others, variables, context) : null;
    const settled = settleCalls(asked, { board: await board, context, now: cache.now(), onUse });
    return new Map<Call, CallOutcome>([...settled, ...((await made) ?? [])]);
  };
}
