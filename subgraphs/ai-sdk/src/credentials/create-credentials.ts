import type { ServiceOptions } from '@sluice/kit';
import { createCredentialMetrics } from './credential-metrics.js';
import { type CredentialPool, createCredentialPool } from './credential-pool.js';
import type { CredentialSource } from './credential-source.js';

/** The credentials of a vendor's service, measured. */
export interface Credentials {
  readonly pool: CredentialPool;
  /** For the service's option of that name. */
  readonly measure: NonNullable<ServiceOptions['measure']>;
}

/** @param sources none where the vendor asks for no credential */
export function createCredentials(sources: readonly CredentialSource[]): Credentials {
  const { measure, onEvent } = createCredentialMetrics();
  return { pool: createCredentialPool({ sources, onEvent }), measure };
}
