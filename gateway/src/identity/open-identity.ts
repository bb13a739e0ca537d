import type { Logger } from '@sluice/telemetry';

import type { Config } from '../config/config.js';
import type { Storage } from '../storage/create-storage.js';
import type { AuthenticationMethod } from './authenticate.js';
import { createIdentity, type Identity } from './create-identity.js';
import { followRevocations, type StoredRevocations } from './follow-revocations.js';
import { createRevocations, type Revocations } from './revocations.js';
import { createRoles } from './roles.js';

export interface OpenIdentityOptions {
  readonly config: Pick<Config, 'identity' | 'access' | 'mode' | 'server'>;
  /** API keys. */
  readonly apiKeys: AuthenticationMethod;
  /** Holds the secrets that the configuration names. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  /** Shared with others who know of credentials that have ended. @default its own */
  readonly revocations?: Revocations;
}

/** Who calls, and how a credential of others is ended. */
export interface OpenIdentity extends Identity, Pick<StoredRevocations, 'revoke'> {}

/**
 * Who calls, by the configuration, with what was revoked by any process of the same store.
 *
 * @throws what the store does when it cannot be asked
 */
export async function openIdentity(options: OpenIdentityOptions, { store, bus }: Storage): Promise<OpenIdentity> {
  const { config, logger, apiKeys, environment, revocations = createRevocations() } = options;
  const { publicUrl } = config.server;
  const onError = (error: unknown) => logger.warn({ error }, 'Revocations could not be read, and are asked for again.');
  const stored = await followRevocations({ store, bus, revocations, onError });
  const identity = createIdentity({
    settings: config.identity,
    mode: config.mode,
    origins: [...config.server.cors.origins, ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin])],
    apiKeys,
    permissionsOf: createRoles(config.access.roles).permissionsOf,
    environment,
    logger,
    revocations,
  });
  return {
    ...identity,
    revoke: stored.revoke,
    async close() {
      await Promise.all([identity.close(), stored.close()]);
    },
  };
}
