import type { Migration } from './migration.js';

/** Tokens and certificates that were revoked here before their end; after it a row says nothing any more. */
export const revokedCredentials: Migration = {
  number: 3,
  name: 'revoked-credentials',
  sql: `
    CREATE TABLE sluice.revoked_credentials (
      id text PRIMARY KEY,
      revoked_at timestamptz NOT NULL DEFAULT now(),
      ends_at timestamptz NOT NULL
    );
    CREATE INDEX revoked_credentials_revoked_at ON sluice.revoked_credentials (revoked_at);
  `,
};
