import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';

import type { Store } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';

/** Writes when keys were used last: behind the requests, many keys in one statement, each at most once a minute. */
export interface KeyUsage {
  /** A key was used now. Waits for nothing. */
  touch(key: { readonly id: string; readonly lastUsedAt: Date | null }): void;
  /** Writes what was not written yet, and no more after that. */
  close(): Promise<void>;
}

export interface KeyUsageOptions {
  readonly store: Store;
  /**
   * How often something is written, in milliseconds.
   * @default 5_000
   */
  readonly flushMs?: number;
  /** @default Date.now */
  readonly now?: () => number;
  /** Told of a write that failed; the next use is written again. */
  readonly onError?: (error: unknown) => void;
}

const MINUTE_MS = 60_000;
const WRITE_MS = 5_000;
/** Keys that are remembered between writes. */
const MAX_KEYS = 10_000;

export function createKeyUsage({
  store,
  flushMs = 5_000,
  now = Date.now,
  onError = () => {},
}: KeyUsageOptions): KeyUsage {
  const touched = new LRUCache<string, number>({ max: MAX_KEYS });
  let unwritten = new Map<string, number>();
  let writing: Promise<void> = Promise.resolve();

  const flush = () => {
    if (unwritten.size === 0) return;
    const uses = unwritten;
    unwritten = new Map();
    writing = writing.then(() => write(store, uses)).catch(onError);
  };
  const timer = setInterval(flush, flushMs).unref();

  return {
    touch({ id, lastUsedAt }) {
      const usedAt = now();
      const before = touched.get(id) ?? lastUsedAt?.getTime() ?? 0;
      if (usedAt - before < MINUTE_MS || unwritten.size >= MAX_KEYS) return;
      touched.set(id, usedAt);
      unwritten.set(id, usedAt);
    },
    async close() {
      clearInterval(timer);
      flush();
      await writing;
    },
  };
}

/**
 * Other processes may have written the same key less than a minute ago, or be about to: then it stays. Skipping what
 * others hold, two of them cannot wait for each other.
 */
async function write(store: Store, uses: ReadonlyMap<string, number>): Promise<void> {
  const times = [...uses.values()].map((time) => new Date(time).toISOString());
  const statement = sql`WITH due AS (
      SELECT key.id, used.at FROM sluice.api_keys AS key
      JOIN unnest(${[...uses.keys()]}::text[], ${times}::timestamptz[]) AS used (id, at) USING (id)
      WHERE last_used_at IS NULL OR last_used_at <= used.at - interval '1 minute'
      FOR UPDATE OF key SKIP LOCKED
    )
    UPDATE sluice.api_keys AS key SET last_used_at = due.at FROM due WHERE key.id = due.id`;
  await store.query(statement.compile(tables), { timeoutMs: WRITE_MS });
}
