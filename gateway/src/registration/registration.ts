import type { Selectable } from 'kysely';

import type { ServiceRegistrationsTable } from '../storage/store/tables.js';

/** A service that has registered itself, as the store knows it. */
export interface Registration {
  readonly id: string;
  readonly name: string;
  /** An origin. */
  readonly url: string;
  readonly tenant: string;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly leaseSeconds: number;
  readonly leaseEndsAt: Date;
  readonly draining: boolean;
  /** By capability what of its contract it has; null for all. */
  readonly offers: Readonly<Record<string, readonly string[] | null>>;
}

export function toRegistration(row: Selectable<ServiceRegistrationsTable>): Registration {
  const { id, name, url, tenant, draining, offers } = row;
  return {
    id,
    name,
    url,
    tenant,
    draining,
    offers,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
    leaseSeconds: row.lease_seconds,
    leaseEndsAt: row.expires_at,
  };
}
