import type { Bus } from './bus/bus.js';
import { createMemoryBus } from './bus/memory-bus.js';
import { createNotifyBus } from './bus/notify-bus.js';
import { createRedisBus } from './bus/redis-bus.js';
import type { LimiterFactory } from './limiter/limiter.js';
import { openRedisLimiters } from './limiter/redis-limiter.js';
import { createSqlLimiters } from './limiter/sql-limiter.js';
import { createMemoryLimiters } from './limiter/memory-limiter.js';
import { migrate } from './migrations/migrate.js';
import { openBossQueue } from './queue/boss-queue.js';
import type { Queue, QueueOptions } from './queue/queue.js';
import { openPgliteStore } from './store/pglite/pglite-store.js';
import { openPostgresStore } from './store/postgres/postgres-store.js';
import type { Store } from './store/store.js';

export interface StorageOptions {
  /** Folder of the gateway's state, absolute. */
  readonly dataDir: string;
  /** A PostgreSQL server; without it the database runs in this process and stands in the folder. */
  readonly databaseUrl?: string;
  /** A Redis server, for the bus and the limits; without it they go by the database. */
  readonly redisUrl?: string;
  /** The queues that there are. */
  readonly queues: readonly QueueOptions[];
  /**
   * Keeps installations apart that share a Redis server.
   * @default 'sluice:'
   */
  readonly redisPrefix?: string;
  /** Told of what fails in the background and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** Where state stands, and how processes tell each other of it. */
export interface Storage {
  readonly store: Store;
  readonly bus: Bus;
  readonly limiter: LimiterFactory;
  readonly queue: Queue;
  close(): Promise<void>;
}

/**
 * Opens the store, brings its schema to this version, and puts bus, limits and queue on it.
 * @throws ProcessLockError when another process has the folder, MigrationError when the schema is not ours
 */
export async function createStorage(options: StorageOptions): Promise<Storage> {
  const { queues, onError = () => {} } = options;
  const store = await openStore(options);
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
      async close() {
        await Promise.all([bus.close(), limiter.close(), queue.close()]);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openStore({ dataDir, databaseUrl, onError }: StorageOptions): Promise<Store> {
  if (databaseUrl === undefined) return openPgliteStore({ dataDir });
  return openPostgresStore({ databaseUrl, ...(onError && { onError }) });
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
