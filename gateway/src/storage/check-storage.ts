import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { hostAndName } from './host-and-name.js';
import { pendingSteps } from './migrations/migrate.js';
import { MigrationError } from './migrations/migration-error.js';
import { OpenStorageError } from './open-storage-error.js';
import { closeRedis, openRedis } from './redis/redis-connection.js';
import { acquireProcessLock } from './store/pglite/process-lock.js';
import { openPostgresStore } from './store/postgres/postgres-store.js';

const TIMEOUT_MS = 5_000;

/**
 * Asks a PostgreSQL server, and changes nothing.
 *
 * @returns how many steps of the schema a start would take
 * @throws OpenStorageError where it cannot be reached or refuses us, MigrationError where the schema is not ours
 */
export async function checkPostgres(databaseUrl: string): Promise<number> {
  const store = openPostgresStore({ databaseUrl, maxConnections: 1 });
  try {
    return await pendingSteps(store, { timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    throw new OpenStorageError(`The PostgreSQL database ${hostAndName(databaseUrl)} (DATABASE_URL)`, error);
  } finally {
    await store.close();
  }
}

/** @throws ProcessLockError while another process has the embedded database open */
export async function checkEmbedded(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'store');
  if (!existsSync(folder)) return;
  const lock = await acquireProcessLock(folder);
  await lock.release();
}

/** @throws OpenStorageError where it does not answer */
export async function checkRedis(redisUrl: string): Promise<void> {
  let last: unknown;
  const redis = openRedis(redisUrl, (error) => void (last = error), { lazyConnect: true, retryStrategy: () => null });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // What the server said before the connection was closed tells more than that it was.
    throw new OpenStorageError(
      `The Redis server ${hostAndName(redisUrl)} (REDIS_URL)`,
      last instanceof Error ? last : error,
    );
  } finally {
    await closeRedis(redis);
  }
}
