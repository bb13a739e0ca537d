import { type Generated, Kysely } from 'kysely';

import { buildOnlyDialect } from './build-only-dialect.js';

/** One step of the schema that was taken. */
export interface MigrationsTable {
  readonly number: number;
  readonly name: string;
  /** SHA-256 of what it ran, in hex. */
  readonly checksum: string;
  readonly applied_at: Generated<Date>;
}

/** What a key has used of a rate limit within its window; columns as `rate-limiter-flexible` names them. */
export interface RateLimitsTable {
  readonly key: string;
  readonly points: number;
  /** End of the window, in milliseconds since 1970; null for never. */
  readonly expire: number | null;
}

/** Every table of the store, in the schema `sluice`; those of the queue are pg-boss's own, in `sluice_queue`. */
export interface Tables {
  readonly 'sluice.migrations': MigrationsTable;
  readonly 'sluice.rate_limits': RateLimitsTable;
}

/** Where typed statements begin: `store.query(tables.selectFrom('sluice.rate_limits').selectAll())`. */
export const tables = new Kysely<Tables>({ dialect: buildOnlyDialect });
