import type { Migration } from './migration.js';

/** The public keys by which services know what each living gateway has signed. */
export const gatewayKeys: Migration = {
  number: 4,
  name: 'gateway-keys',
  sql: `
    CREATE TABLE sluice.gateway_keys (
      gateway text PRIMARY KEY,
      keys jsonb NOT NULL,
      expires_at timestamptz NOT NULL
    );
  `,
};
