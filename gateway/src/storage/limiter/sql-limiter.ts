import { RateLimiterPostgres } from 'rate-limiter-flexible';

import type { Store } from '../store/store.js';
import { tables } from '../store/tables.js';
import { checkLimit, createFlexibleLimiter } from './flexible-limiter.js';
import type { LimiterFactory } from './limiter.js';

export interface SqlLimitersOptions {
  readonly store: Store;
  /** Told when what has expired could not be removed. */
  readonly onError?: (error: unknown) => void;
  /**
   * How often that is tried, in milliseconds.
   * @default 300_000
   */
  readonly sweepMs?: number;
}

/** A request does not wait longer for its count. */
const TIMEOUT_MS = 5_000;

/**
 * Counts in the store, for all gateways that share it. The library's adapter for PostgreSQL is one upsert, which is
 * atomic; it is handed the store as if that were a client of `pg`, and so runs on PGlite too. It makes neither table nor
 * timer: the table is a migration, and the timer would outlive `close()`.
 */
export function createSqlLimiters({
  store,
  onError = () => {},
  sweepMs = 300_000,
}: SqlLimitersOptions): LimiterFactory {
  const storeClient = {
    async query({ text, values }: { text: string; values: readonly unknown[] }) {
      const rows = await store.execute(text, values, { timeoutMs: TIMEOUT_MS });
      return { rows, rowCount: rows.length };
    },
  };
  const timer = setInterval(() => void removeExpired(store).catch(onError), sweepMs).unref();
  const create = (options: Parameters<LimiterFactory>[0]) => {
    checkLimit(options);
    const { name, points, durationSeconds } = options;
    const counter = new RateLimiterPostgres({
      storeClient,
      storeType: 'client',
      schemaName: 'sluice',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: durationSeconds,
    });
    return createFlexibleLimiter(counter);
  };
  return Object.assign(create, { kind: 'sql' as const, close: async () => clearInterval(timer) });
}

/** Removes the counts of windows that have ended. */
export async function removeExpired(store: Store): Promise<void> {
  await store.query(tables.deleteFrom('sluice.rate_limits').where('expire', '<', Date.now()));
}
