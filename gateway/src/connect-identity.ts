import type { Logger } from '@sluice/telemetry';

import { type Accounts, createAccounts } from './accounts/create-accounts.js';
import { importKeys } from './accounts/keys/import-keys.js';
import { refuseDevelopmentKeys } from './accounts/keys/refuse-development-keys.js';
import type { Config } from './config/config.js';
import type { Authenticator } from './identity/authenticate.js';
import type { RoleKeys } from './identity/key-file.js';
import { openApiKeys } from './identity/keys/open-api-keys.js';
import type { Peppers } from './identity/keys/peppers.js';
import { openIdentity } from './identity/open-identity.js';
import { createRevocations } from './identity/revocations.js';
import { createRoles } from './identity/roles.js';
import type { Storage } from './storage/create-storage.js';

/** Who calls, and who decides that. */
export interface ConnectedIdentity {
  readonly authenticator: Authenticator;
  readonly accounts: Accounts;
  /** Ends what goes on in the background. */
  close(): Promise<void>;
}

export interface ConnectIdentityOptions {
  readonly config: Pick<Config, 'identity' | 'access' | 'mode' | 'server'>;
  /** What API keys are hashed under. */
  readonly peppers: Peppers;
  /** API keys that the gateway was given at its start. */
  readonly startKeys: RoleKeys;
  /** Holds the secrets that the configuration names. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
}

/**
 * Joins the API keys of the store, every other method that the configuration allows, and administration.
 *
 * @throws KeyFileError when production finds keys of development, or what the store throws
 */
export async function connectIdentity(options: ConnectIdentityOptions, storage: Storage): Promise<ConnectedIdentity> {
  const { config, peppers, startKeys, environment, logger } = options;
  const { mode, access } = config;
  const { store, bus } = storage;
  if (mode === 'production') await refuseDevelopmentKeys(store);
  await importKeys({ store, peppers, keys: startKeys });
  const roles = createRoles(access.roles);
  const revocations = createRevocations();
  const onError = (error: unknown) => logger.warn({ error }, 'API keys could not be read or written; tried again.');
  const { outageMs } = config.identity.apiKeys;
  const keys = await openApiKeys({ store, bus, peppers, revocations, roles, mode, outageMs, onError });
  const identity = await openIdentity({ config, apiKeys: keys.method, environment, logger, revocations }, storage);
  const { announce } = keys;
  const accounts = createAccounts({
    store,
    peppers,
    roles,
    announce,
    revoke: identity.revoke,
    environment: mode === 'production' ? 'live' : 'dev',
  });
  return {
    authenticator: identity.authenticator,
    accounts,
    async close() {
      await Promise.all([identity.close(), keys.close()]);
    },
  };
}
