import type { Migration } from './migration.js';

/**
 * What every call of an execution has consumed, attempt by attempt; like the ledger it outlives the execution. Costs are
 * in millionths of their currency, so that sums are exact.
 */
export const ledgerCalls: Migration = {
  number: 8,
  name: 'ledger-calls',
  sql: `
    CREATE TABLE sluice.execution_ledger_calls (
      execution uuid NOT NULL,
      attempt integer NOT NULL,
      number integer NOT NULL,
      tenant text NOT NULL,
      capability text NOT NULL,
      service text,
      model text,
      code text NOT NULL,
      billed text NOT NULL,
      items integer NOT NULL,
      ms integer NOT NULL,
      usage jsonb NOT NULL,
      cost_micros bigint,
      currency text,
      at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (execution, attempt, number)
    );
    CREATE INDEX execution_ledger_calls_tenant ON sluice.execution_ledger_calls (tenant, at);
    ALTER TABLE sluice.execution_ledger ADD COLUMN cost_micros bigint, ADD COLUMN currency text;
  `,
};
