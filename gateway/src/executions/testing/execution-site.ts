import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ExecutionSettings, executionSettings } from '../../config/execution-settings.js';
import { importKeys } from '../../accounts/keys/import-keys.js';
import { generateApiKey } from '../../identity/api-key.js';
import { generatePepper, parsePeppers } from '../../identity/keys/peppers.js';
import { createStorage, type Storage } from '../../storage/create-storage.js';
import { openTestStorage } from '../../storage/testing/open-test-storage.js';
import type { Adapter } from '../../storage/testing/store-adapters.js';
import { findPostgres, type TestPostgres } from '../../storage/testing/test-postgres.js';
import { startStreamingUpstream, type StreamingUpstream } from '../../testing/start-streaming-upstream.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../testing/start-test-gateway.js';
import { executionsQueue } from '../executions-queue.js';
import { createSiteMethod, toRoleKeys } from './site-method.js';
import { generateSealingKey } from '../sealing/sealer.js';

/** Who calls: of the same tenant all but the stranger. */
export interface SiteKeys {
  readonly developer: string;
  /** Sees all executions, and manages none. */
  readonly viewer: string;
  /** May run everything, and see what is their own. */
  readonly colleague: string;
  /** A developer of another tenant. */
  readonly stranger: string;
}

/** Of a gateway that is not as the others. */
export interface SiteGatewayOptions extends TestGatewayOptions {
  readonly around?: (storage: Storage) => Storage;
}

/** Gateways on one store, in front of one service that does what the test says. */
export interface ExecutionSite extends AsyncDisposable {
  readonly upstream: StreamingUpstream;
  /** Of this process; what the gateways themselves hold is closed with them. */
  readonly storage: Storage;
  /** Keys that every gateway takes. */
  readonly keys: SiteKeys;
  readonly sealingKey: string;
  readonly databaseUrl: string | undefined;
  /** Starts another gateway on the store, or on what the test puts around that. */
  start(settings?: Partial<ExecutionSettings>, options?: SiteGatewayOptions): Promise<TestGateway>;
  /** Stops one, as it stops by itself. */
  stop(gateway: TestGateway): Promise<void>;
}

export type OpenSite = () => Promise<ExecutionSite>;

/** What the service of a site offers. */
const CAPABILITIES = ['generation', 'embeddings', 'language', 'summarization', 'translation', 'answering'];

/** Fast, so that tests need not wait. */
export const QUICK: Partial<ExecutionSettings> = {
  concurrency: 4,
  heartbeatSeconds: 10,
  flushMs: 20,
  pollMs: 100,
  retryDelayMs: 20,
};

/** The embedded store, and PostgreSQL where there is one. */
export async function siteAdapters(): Promise<{
  readonly adapters: readonly Adapter<OpenSite>[];
  readonly postgres: TestPostgres | null;
}> {
  const postgres = await findPostgres();
  const onPostgres = postgres && (() => startSite(postgres));
  return {
    postgres,
    adapters: [
      { kind: 'pglite', open: () => startSite(null) },
      { kind: 'postgres', open: onPostgres },
    ],
  };
}

/** @param postgres the server to make a database on; null for an embedded store */
export async function startSite(postgres: TestPostgres | null): Promise<ExecutionSite> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-executions-'));
  const database = await postgres?.createDatabase();
  const databaseUrl = database?.url;
  const queues = [executionsQueue({ attemptTimeoutMs: 60_000, heartbeatSeconds: 10 })];
  const onServer = () => createStorage({ dataDir, databaseUrl, maxConnections: 6, queues });
  const storage = database ? await onServer() : await openTestStorage(dataDir);
  const upstream = await startStreamingUpstream(...CAPABILITIES);
  const make = () => generateApiKey('dev').text;
  const keys: SiteKeys = { developer: make(), viewer: make(), colleague: make(), stranger: make() };
  // Whether a key is good is asked of the store when its work begins.
  await importKeys({ store: storage.store, peppers: parsePeppers(generatePepper()), keys: toRoleKeys(keys) });
  const sealingKey = generateSealingKey();
  const gateways = new Set<TestGateway>();
  return {
    upstream,
    storage,
    keys,
    sealingKey,
    databaseUrl,
    async start(settings = {}, { around = (given: Storage) => given, ...options } = {}) {
      const gateway = await startTestGateway(
        { upstream: upstream.url },
        {
          ...options,
          executions: executionSettings.parse({ ...QUICK, ...settings }),
          identity: { apiKeys: createSiteMethod(keys) },
          sealingKey,
          // The embedded database is one process's, and one connection; a server has many.
          openStorage: async () => around(database ? await onServer() : { ...storage, close: async () => {} }),
        },
      );
      gateways.add(gateway);
      return gateway;
    },
    async stop(gateway) {
      gateways.delete(gateway);
      await gateway[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...gateways].map((gateway) => gateway[Symbol.asyncDispose]()));
      await upstream[Symbol.asyncDispose]();
      await storage.close();
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
