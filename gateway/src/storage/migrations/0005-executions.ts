import type { Migration } from './migration.js';

/**
 * Executions, their events, the calls that a pipeline need not make again, and what was spent. `last_event` is the
 * counter of an execution's events: it is raised in the statement that writes them, so that their numbers come in the
 * order of the commits and without a gap. Everything that could hold a prompt or an output is sealed (`bytea`).
 */
export const executions: Migration = {
  number: 5,
  name: 'executions',
  sql: `
    CREATE TABLE sluice.executions (
      id uuid PRIMARY KEY,
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      tenant text NOT NULL,
      submitted_by text NOT NULL,
      principal jsonb NOT NULL,
      kind text NOT NULL,
      status text NOT NULL,
      priority integer NOT NULL,
      attempt integer NOT NULL DEFAULT 0,
      failures integer NOT NULL DEFAULT 0,
      max_attempts integer NOT NULL,
      last_event integer NOT NULL DEFAULT 0,
      job_id uuid NOT NULL,
      context bytea,
      result bytea,
      error jsonb,
      labels jsonb NOT NULL,
      metadata bytea,
      idempotency_key text,
      request_hash bytea NOT NULL,
      retry_of uuid,
      created_at timestamptz NOT NULL DEFAULT now(),
      start_after timestamptz,
      deadline timestamptz,
      started_at timestamptz,
      finished_at timestamptz,
      keep_until timestamptz,
      keep_seconds integer NOT NULL,
      erased_at timestamptz
    );
    CREATE UNIQUE INDEX executions_idempotency ON sluice.executions (tenant, idempotency_key)
      WHERE idempotency_key IS NOT NULL;
    CREATE INDEX executions_tenant ON sluice.executions (tenant, number);
    CREATE INDEX executions_open ON sluice.executions (tenant, status) WHERE finished_at IS NULL;
    CREATE INDEX executions_deadline ON sluice.executions (deadline)
      WHERE finished_at IS NULL AND deadline IS NOT NULL;
    CREATE INDEX executions_keep ON sluice.executions (keep_until) WHERE finished_at IS NOT NULL;

    CREATE TABLE sluice.execution_events (
      execution uuid NOT NULL REFERENCES sluice.executions (id) ON DELETE CASCADE,
      number integer NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      type text NOT NULL,
      data bytea,
      PRIMARY KEY (execution, number)
    );

    CREATE TABLE sluice.execution_calls (
      execution uuid NOT NULL REFERENCES sluice.executions (id) ON DELETE CASCADE,
      key text NOT NULL,
      outcome bytea NOT NULL,
      PRIMARY KEY (execution, key)
    );

    CREATE TABLE sluice.execution_ledger (
      execution uuid PRIMARY KEY,
      tenant text NOT NULL,
      submitted_by text NOT NULL,
      kind text NOT NULL,
      status text NOT NULL,
      attempts integer NOT NULL,
      calls integer NOT NULL,
      usage jsonb NOT NULL,
      at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX execution_ledger_tenant ON sluice.execution_ledger (tenant, at);
  `,
};
