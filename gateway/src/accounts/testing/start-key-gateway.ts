import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { silentLogger } from '@sluice/telemetry';

import type { Config } from '../../config/config.js';
import type { RegistrationSettings } from '../../config/registration-settings.js';
import { createGateway, type Gateway } from '../../create-gateway.js';
import { executionsQueue } from '../../executions/executions-queue.js';
import { generateSealingKey, parseSealingKeys } from '../../executions/sealing/sealer.js';
import { generateApiKey } from '../../identity/api-key.js';
import type { RoleKeys } from '../../identity/key-file.js';
import { generatePepper, parsePeppers, type Peppers } from '../../identity/keys/peppers.js';
import { connectIdentity } from '../../connect-identity.js';
import { createStorage, type Storage } from '../../storage/create-storage.js';
import { openTestStorage } from '../../storage/testing/open-test-storage.js';
import { createTestConfig } from '../../testing/test-config.js';

/** What a client gets. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A gateway whose API keys stand in a store. */
export interface KeyGateway extends AsyncDisposable {
  readonly url: string;
  readonly gateway: Gateway;
  readonly storage: Storage;
  /** The keys that it was given at its start. */
  readonly keys: Required<RoleKeys>;
  /** Runs an operation with a key. */
  ask<Data = Record<string, never>>(
    key: string,
    query: string,
    variables?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Data>>;
}

export interface KeyGatewayOptions {
  readonly mode?: Config['mode'];
  /** A PostgreSQL database; without it PGlite in a folder of its own. */
  readonly databaseUrl?: string | undefined;
  readonly keys?: RoleKeys;
  readonly peppers?: Peppers;
  /** Executions that it runs at once. @default 0 */
  readonly concurrency?: number;
  /** For gateways of one store. @default another one each */
  readonly sealingKey?: string;
  readonly outageMs?: number;
  /** @default nobody registers */
  readonly registration?: Partial<RegistrationSettings>;
  /** Who may call beside those with a key. */
  readonly issuers?: Config['identity']['issuers'];
}

/** Starts a gateway without services: what is asked of it here stands in its store. */
export async function startKeyGateway(options: KeyGatewayOptions = {}): Promise<KeyGateway> {
  const {
    mode = 'development',
    databaseUrl,
    outageMs = 60_000,
    issuers = [],
    registration = { enabled: false },
    peppers = parsePeppers(generatePepper()),
    concurrency = 0,
    sealingKey = generateSealingKey(),
  } = options;
  const make = () => generateApiKey(mode === 'production' ? 'live' : 'dev').text;
  const fresh = { admin: make(), operator: make(), developer: make(), viewer: make(), service: make() };
  const keys = { ...fresh, ...options.keys };
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-accounts-'));
  const base = createTestConfig({}, { mode, registration, executions: { concurrency, pollMs: 100 } });
  const config: Config = { ...base, dataDir, identity: { ...base.identity, issuers, apiKeys: { outageMs } } };
  const queues = [executionsQueue({ attemptTimeoutMs: 60_000, heartbeatSeconds: 10 })];
  const storage =
    databaseUrl === undefined ? openTestStorage(dataDir) : createStorage({ dataDir, databaseUrl, queues });
  const shared = { config, peppers, startKeys: keys, environment: {}, logger: silentLogger };
  const gateway = await createGateway({
    config,
    logger: silentLogger,
    openStorage: () => storage,
    openIdentity: (opened) => connectIdentity(shared, opened),
    sealer: parseSealingKeys(sealingKey),
    environment: {},
    writeLine: () => {},
    examplesFolder: null,
  });
  return {
    url: gateway.url,
    gateway,
    storage: await storage,
    keys,
    async ask(key, query, variables = {}, more = {}) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...more };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
      return { data: null, errors: [], ...((await response.json()) as object), status: response.status } as never;
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
