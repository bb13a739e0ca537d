import type { Migration } from './migration.js';

/**
 * Unlogged: a count is written with every request, and after a crash of the database every window may begin anew.
 * The columns are those that `rate-limiter-flexible` expects.
 */
export const rateLimits: Migration = {
  number: 1,
  name: 'rate-limits',
  sql: `
    CREATE UNLOGGED TABLE sluice.rate_limits (
      key text PRIMARY KEY,
      points integer NOT NULL DEFAULT 0,
      expire bigint
    );
    CREATE INDEX rate_limits_expire ON sluice.rate_limits (expire);
  `,
};
