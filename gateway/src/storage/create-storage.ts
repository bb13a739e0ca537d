import type { Bus } from './bus/bus.js';
import { createMemoryBus } from './bus/memory-bus.js';
import { createNotifyBus } from './bus/notify-bus.js';
import { createRedisBus } from './bus/redis-bus.js';
import type { LimiterFactory } from './limiter/limiter.js';
import { openRedisLimiters } from './limiter/redis-limiter.js';
import { createSqlLimiters } from './limiter/sql-limiter.js';
import { createMemoryLimiters } from './limiter/memory-limiter.js';
import { hostAndName } from './host-and-name.js';
import { migrate } from './migrations/migrate.js';
import { MigrationError } from './migrations/migration-error.js';
import { OpenStorageError } from './open-storage-error.js';
import { openBossQueue } from './queue/boss-queue.js';
import type { Queue, QueueOptions } from './queue/queue.js';
import { createReachability } from './reachability.js';
import { openPgliteStore } from './store/pglite/pglite-store.js';
import { ProcessLockError } from './store/pglite/process-lock-error.js';
import { openPostgresStore } from './store/postgres/postgres-store.js';
import type { Store } from './store/store.js';

export interface StorageOptions {
  /** Folder of the gateway's state, absolute. */
  readonly dataDir: string;
  /** A PostgreSQL server; without it the database runs in this process and stands in the folder. */
  readonly databaseUrl?: string | undefined;
  /**
   * Connections to that server.
   * @default 10
   */
  readonly maxConnections?: number;
  /** A Redis server, for the bus and the limits; without it they go by the database. */
  readonly redisUrl?: string | undefined;
  /**
   * Keeps installations apart that share a Redis server.
   * @default 'sluice:'
   */
  readonly redisPrefix?: string;
  /** The queues that there are. */
  readonly queues: readonly QueueOptions[];
  /** Told of what fails in the background and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** Where state stands, and how processes tell each other of it. */
export interface Storage {
  readonly store: Store;
  readonly bus: Bus;
  readonly limiter: LimiterFactory;
  readonly queue: Queue;
  /** Whether the store answers now; asked of it at most once a second. Never rejects. */
  reachable(): Promise<boolean>;
  /** Ends what is under way in the background, and gives up every connection. Close whoever uses it before. */
  close(): Promise<void>;
}

/**
 * Opens the store, brings its schema to this version, and puts bus, limits and queue on it.
 * @throws ProcessLockError when another process has the folder, MigrationError when the schema is not ours,
 *   OpenStorageError when the server cannot be reached or refuses us. A Redis server that is away is waited for later.
 */
export async function createStorage(options: StorageOptions): Promise<Storage> {
  const { queues, onError = () => {} } = options;
  const explain = (error: unknown) => explainFailure(options, error);
  const store = await openStore(options).catch(explain);
  try {
    await migrate(store);
    const queue = await openBossQueue({ store, queues, onError });
    const bus = createBus(options, store);
    const limiter = await openLimiters(options, store);
    return {
      store,
      bus,
      limiter,
      queue,
      reachable: createReachability({ store }),
      async close() {
        await Promise.all([bus.close(), limiter.close(), queue.close()]);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    return explain(error);
  }
}

/** What tells by itself what to do passes as it is. */
function explainFailure(options: StorageOptions, error: unknown): never {
  const isClear = error instanceof ProcessLockError || error instanceof MigrationError;
  throw isClear ? error : new OpenStorageError(placeOf(options), error);
}

async function openStore({ dataDir, databaseUrl, maxConnections, onError }: StorageOptions): Promise<Store> {
  if (databaseUrl === undefined) return openPgliteStore({ dataDir });
  return openPostgresStore({ databaseUrl, ...(maxConnections && { maxConnections }), ...(onError && { onError }) });
}

function placeOf({ dataDir, databaseUrl }: StorageOptions): string {
  if (databaseUrl === undefined) return `The database in ${dataDir}`;
  return `The PostgreSQL database ${hostAndName(databaseUrl)} (DATABASE_URL)`;
}

/** A gateway with the embedded database is alone, and so needs nobody else to tell of changes. */
function createBus({ redisUrl, redisPrefix, onError = () => {} }: StorageOptions, store: Store): Bus {
  if (redisUrl !== undefined) return createRedisBus({ redisUrl, onError, ...(redisPrefix && { prefix: redisPrefix }) });
  return store.kind === 'pglite' ? createMemoryBus({ onError }) : createNotifyBus({ store, onError });
}

/** Alone, counting in memory is exact, and costs no statement for each request. */
async function openLimiters(
  { redisUrl, redisPrefix, onError = () => {} }: StorageOptions,
  store: Store,
): Promise<LimiterFactory> {
  if (redisUrl !== undefined) {
    return openRedisLimiters({ redisUrl, onError, ...(redisPrefix && { prefix: redisPrefix }) });
  }
  return store.kind === 'pglite' ? createMemoryLimiters() : createSqlLimiters({ store, onError });
}
