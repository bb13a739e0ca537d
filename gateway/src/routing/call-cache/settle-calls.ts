import { ServiceError } from '@sluice/schema';
import type { GraphQLFormattedError } from 'graphql';

import type { RequestContext } from '../../request-context.js';
import type { Call, CallOutcome } from '../calls/call.js';
import type { AskedCall } from './ask-cache.js';
import { noteUse } from './cache-use.js';
import type { CacheStatus, Landing } from './call-cache.js';
import { copyJson } from './copy-json.js';
import type { CacheEntry } from './entry-store.js';
import { isOutage } from './is-outage.js';
import type { Landed } from './wait-for.js';

export interface SettleOptions {
  readonly board: ReadonlyMap<string, Landed<Landing>>;
  /** Of who asked. */
  readonly context: RequestContext;
  readonly now: number;
  readonly onUse: (status: CacheStatus) => void;
}

/** What came of calls for one who asked, by what their keys came to. */
export function settleCalls(
  asked: ReadonlyMap<string, readonly AskedCall[]>,
  options: SettleOptions,
): Map<Call, CallOutcome> {
  const outcomes = new Map<Call, CallOutcome>();
  for (const [key, calls] of asked) {
    const landed = options.board.get(key);
    for (const [index, each] of calls.entries()) {
      const { value, errors } = settle(each, landed, options);
      outcomes.set(each.call, { value: index === 0 ? value : copyJson(value), errors });
    }
  }
  return outcomes;
}

function settle(
  { contract: { coordinate, maxAge }, staleIfErrorMs }: AskedCall,
  landed: Landed<Landing> | undefined,
  { context, now, onUse }: SettleOptions,
): CallOutcome {
  if (!landed?.landing) return leftOutcome(context.signal.reason);
  const ageOf = ({ storedAt }: CacheEntry) => Math.max(0, now - storedAt);
  const give = (status: 'HIT' | 'STALE', entry: CacheEntry): CallOutcome => {
    onUse(status === 'HIT' ? 'hit' : 'stale');
    noteUse(context.cacheUses, { coordinate, status, calls: 1, ageMs: ageOf(entry) });
    return { value: entry.value, errors: [] };
  };
  const { landing, isJoined } = landed;
  if (landing.kind === 'hit') return give('HIT', landing.entry);
  const { outcome, stale } = landing;
  const isGood = stale && ageOf(stale) < maxAge * 1_000 + staleIfErrorMs;
  if (isGood && isOutage(outcome)) return give('STALE', stale);
  onUse(isJoined ? 'joined' : 'miss');
  return isJoined ? { ...outcome, errors: outcome.errors.map(withoutAttempts) } : outcome;
}

/** What went on behind an error is told to who asked first, who may be allowed to know it. */
function withoutAttempts({ extensions = {}, ...error }: GraphQLFormattedError): GraphQLFormattedError {
  const { attempts: _, ...others } = extensions;
  return { ...error, extensions: others };
}

/** The outcome for who did not wait for it. */
function leftOutcome(reason: unknown): CallOutcome {
  const error = reason instanceof ServiceError ? reason : new ServiceError('CANCELLED', 'The caller left.');
  return { value: null, errors: [{ message: error.message, extensions: error.extensions, path: [] }] };
}
