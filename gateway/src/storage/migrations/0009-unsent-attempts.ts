import type { Migration } from './migration.js';

/** Since when an execution finds no service that takes it: attempts that nothing was sent in do not count for a while. */
export const unsentAttempts: Migration = {
  number: 9,
  name: 'unsent-attempts',
  sql: 'ALTER TABLE sluice.executions ADD COLUMN unsent_since timestamptz;',
};
