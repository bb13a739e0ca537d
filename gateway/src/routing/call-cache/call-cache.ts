import type { CallOutcome } from '../calls/call.js';
import { copyJson } from './copy-json.js';
import type { CacheEntry, EntryStore } from './entry-store.js';
import { createFlights, type Flights } from './flights.js';

/** What a call came to: kept before, or made now. */
export type Landing =
  | { readonly kind: 'hit'; readonly entry: CacheEntry }
  | {
      readonly kind: 'made';
      readonly outcome: CallOutcome;
      /** What was kept, and is older than it may be. */
      readonly stale: CacheEntry | null;
    };

/** What a call had of the cache. `joined`: it was under way already, and made once for all who waited. */
export type CacheStatus = 'hit' | 'stale' | 'joined' | 'miss';

/** The answers of PURE calls, kept, and those that are under way. */
export interface CallCache {
  readonly store: EntryStore;
  readonly flights: Flights<Landing>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  close(): Promise<void>;
}

export function createCallCache({ store, now = Date.now }: { store: EntryStore; now?: () => number }): CallCache {
  return { store, now, flights: createFlights(copyLanding), close: () => store.close() };
}

function copyLanding(landing: Landing): Landing {
  if (landing.kind === 'hit') return { ...landing, entry: copyEntry(landing.entry) };
  const { outcome, stale } = landing;
  return { kind: 'made', outcome: { ...outcome, value: copyJson(outcome.value) }, stale: stale && copyEntry(stale) };
}

function copyEntry({ value, storedAt }: CacheEntry): CacheEntry {
  return { value: copyJson(value), storedAt };
}
