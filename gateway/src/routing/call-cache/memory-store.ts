import { LRUCache } from 'lru-cache';

import { copyJson } from './copy-json.js';
import type { CacheEntry, EntryStore } from './entry-store.js';
import { sizeOf } from './size-of.js';

export interface MemoryStoreOptions {
  /** All answers together. */
  readonly maxBytes: number;
  /** One answer. */
  readonly maxValueBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A key, its node in the list and its times. */
const ENTRY_BYTES = 300;

/** What nobody asks for again is not kept longer than it may be kept, and a bit. */
const PURGE_MS = 60_000;

/** Keeps answers in this process; those that were not asked for longest give way. */
export function createMemoryStore({ maxBytes, maxValueBytes, now }: MemoryStoreOptions): EntryStore {
  const entries = new LRUCache<string, CacheEntry>({ maxSize: maxBytes, ttl: 1, ttlResolution: 0, perf: { now } });
  const purging = setInterval(() => entries.purgeStale(), PURGE_MS).unref();
  return {
    get: async (keys) =>
      keys.map((key) => {
        const entry = entries.get(key);
        return entry ? { ...entry, value: copyJson(entry.value) } : null;
      }),
    set(key, { value, storedAt }, ttlMs) {
      const size = ENTRY_BYTES + sizeOf(value, maxValueBytes);
      if (size > maxBytes) return;
      entries.set(key, { value: copyJson(value), storedAt }, { size, ttl: ttlMs });
    },
    async close() {
      clearInterval(purging);
      entries.clear();
    },
  };
}
