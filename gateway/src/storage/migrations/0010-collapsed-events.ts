import type { Migration } from './migration.js';

/**
 * Some time after the end of an execution its pieces of text become one: `first` is the number of the first of those
 * that an event stands for, where it is not its own. Few events are not worth the writing.
 */
export const collapsedEvents: Migration = {
  number: 10,
  name: 'collapsed-events',
  sql: `
    ALTER TABLE sluice.execution_events ADD COLUMN first integer;
    ALTER TABLE sluice.executions ADD COLUMN collapsed boolean NOT NULL DEFAULT false;
    CREATE INDEX executions_uncollapsed ON sluice.executions (finished_at) WHERE NOT collapsed AND last_event > 16;
  `,
};
