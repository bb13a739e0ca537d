import type { Migration } from './migration.js';

/**
 * API keys, and the log of who changed what. `generation` numbers the changes of keys: its counter is one row, locked
 * from its update to the commit, so the numbers are in the order of the commits, and whoever has read up to one of them
 * has missed none. When a key was used last changes nothing of it, and gets no number.
 */
export const apiKeys: Migration = {
  number: 2,
  name: 'api-keys',
  sql: `
    CREATE TABLE sluice.api_keys (
      id text PRIMARY KEY,
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      environment text NOT NULL,
      hash bytea NOT NULL,
      pepper text NOT NULL,
      tenant text NOT NULL,
      name text NOT NULL,
      roles text[] NOT NULL,
      scopes text[] NOT NULL,
      models text[],
      services text[],
      origins text[] NOT NULL,
      addresses text[] NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      created_by text NOT NULL,
      expires_at timestamptz,
      revoked_at timestamptz,
      replaced_by text REFERENCES sluice.api_keys (id),
      last_used_at timestamptz,
      generation bigint NOT NULL
    );
    CREATE INDEX api_keys_generation ON sluice.api_keys (generation);
    CREATE INDEX api_keys_expiry ON sluice.api_keys (expires_at) WHERE expires_at IS NOT NULL;
    CREATE INDEX api_keys_tenant ON sluice.api_keys (tenant, number);

    CREATE TABLE sluice.api_key_generation (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      value bigint NOT NULL
    );
    INSERT INTO sluice.api_key_generation (value) VALUES (0);

    CREATE TABLE sluice.audit_log (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT now(),
      tenant text NOT NULL,
      actor text NOT NULL,
      action text NOT NULL,
      target text NOT NULL,
      details jsonb NOT NULL
    );
    CREATE INDEX audit_log_tenant ON sluice.audit_log (tenant, number);
  `,
};
