import type { Migration } from './migration.js';

/**
 * Webhooks, and what is to be delivered to them. A delivery is written in the transaction of what it tells; `next_at` is
 * when it is tried next, and while it is tried, when it may be tried again if nobody has said how it went.
 */
export const webhooks: Migration = {
  number: 7,
  name: 'webhooks',
  sql: `
    CREATE TABLE sluice.webhooks (
      id uuid PRIMARY KEY,
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      tenant text NOT NULL,
      url text NOT NULL,
      description text,
      event_types text[] NOT NULL,
      labels jsonb NOT NULL,
      secrets bytea NOT NULL,
      disabled text,
      failing_since timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      created_by text NOT NULL
    );
    CREATE INDEX webhooks_tenant ON sluice.webhooks (tenant, number);

    CREATE TABLE sluice.webhook_deliveries (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      webhook uuid NOT NULL REFERENCES sluice.webhooks (id) ON DELETE CASCADE,
      tenant text NOT NULL,
      execution uuid,
      event_type text NOT NULL,
      data jsonb NOT NULL,
      status text NOT NULL DEFAULT 'PENDING',
      attempts integer NOT NULL DEFAULT 0,
      next_at timestamptz DEFAULT now(),
      http_status integer,
      failure text,
      created_at timestamptz NOT NULL DEFAULT now(),
      ended_at timestamptz
    );
    CREATE INDEX webhook_deliveries_pending ON sluice.webhook_deliveries (next_at) WHERE status = 'PENDING';
    CREATE INDEX webhook_deliveries_tenant ON sluice.webhook_deliveries (tenant, number);
    CREATE INDEX webhook_deliveries_webhook ON sluice.webhook_deliveries (webhook);
    CREATE INDEX webhook_deliveries_execution ON sluice.webhook_deliveries (execution) WHERE execution IS NOT NULL;
    CREATE INDEX webhook_deliveries_ended ON sluice.webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;
  `,
};
