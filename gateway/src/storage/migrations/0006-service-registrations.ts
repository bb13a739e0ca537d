import type { Migration } from './migration.js';

/**
 * Services that have registered themselves, and the contracts of capabilities that came with them. The one row of
 * `registration_generation` is locked by every change but a renewal: two services that would add the same name cannot
 * both be told that it is free.
 */
export const serviceRegistrations: Migration = {
  number: 6,
  name: 'service-registrations',
  sql: `
    CREATE TABLE sluice.service_registrations (
      id text PRIMARY KEY,
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      name text NOT NULL,
      url text NOT NULL,
      tenant text NOT NULL,
      registered_by text NOT NULL,
      registered_at timestamptz NOT NULL DEFAULT now(),
      lease_seconds integer NOT NULL,
      expires_at timestamptz NOT NULL,
      draining boolean NOT NULL DEFAULT false,
      offers jsonb NOT NULL,
      UNIQUE (name, url)
    );
    CREATE INDEX service_registrations_expiry ON sluice.service_registrations (expires_at);
    CREATE INDEX service_registrations_owner ON sluice.service_registrations (tenant, registered_by);

    CREATE TABLE sluice.registered_contracts (
      name text PRIMARY KEY,
      sdl text NOT NULL,
      registered_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE sluice.registration_generation (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      value bigint NOT NULL
    );
    INSERT INTO sluice.registration_generation (value) VALUES (0);
  `,
};
