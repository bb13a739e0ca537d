import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { startDeadline } from '../../deadline.js';
import { checkChannel } from '../channel-name.js';
import { createSqlStore, type SqlBackend } from '../create-sql-store.js';
import { createPermits } from '../permits.js';
import { type CallOptions, type ChannelListener, DEFAULT_TIMEOUT_MS, type Store } from '../store.js';
import { detached } from '../transaction-scope.js';
import { createPgliteSession } from './pglite-session.js';
import { acquireProcessLock } from './process-lock.js';

export interface PgliteStoreOptions {
  /** Folder of the gateway's state, absolute; the database stands in `store/` within it. */
  readonly dataDir: string;
  /**
   * Statements and transactions that may wait for the one connection.
   * @default 1_000
   */
  readonly maxWaiting?: number;
}

/**
 * 16 MB instead of 128: the database shares its process with a gateway, and the system caches its files as well. WAL is
 * written by the statement that makes it, on this thread, so a shorter one gives shorter pauses.
 */
const SETTINGS = ['shared_buffers = 16MB', 'max_wal_size = 64MB', 'min_wal_size = 32MB', "timezone = 'UTC'"];

/**
 * PostgreSQL in this process. What is committed survives the process, also SIGKILL; PGlite has no fsync, so it does not
 * survive the machine's loss of power as PostgreSQL does. One process at a time: a second one is refused.
 * @throws ProcessLockError when another process holds the folder.
 */
export async function openPgliteStore({ dataDir, maxWaiting = 1_000 }: PgliteStoreOptions): Promise<Store> {
  const folder = join(dataDir, 'store');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await acquireProcessLock(folder);
  try {
    const pglite = await PGlite.create({ dataDir: join(folder, 'pgdata'), postgresqlconf: SETTINGS });
    return createSqlStore(createBackend(pglite, maxWaiting, () => lock.release()));
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function createBackend(pglite: PGlite, maxWaiting: number, unlock: () => Promise<void>): SqlBackend {
  const session = createPgliteSession(pglite);
  const permits = createPermits(1, maxWaiting);
  let closing: Promise<void> | undefined;

  const withSession: SqlBackend['withSession'] = async (work, deadline) => {
    const giveBack = await permits.acquire(deadline);
    try {
      return await work(session);
    } catch (error) {
      // A script that failed after its BEGIN leaves the one connection in a dead transaction, for everybody.
      await pglite.exec('ROLLBACK').catch(() => {});
      throw error;
    } finally {
      giveBack();
    }
  };

  // By the permit, not at any time: a LISTEN within somebody's transaction ends with its rollback.
  const inTurn = async <Result>(what: string, work: () => Promise<Result>, options: CallOptions = {}) => {
    using deadline = startDeadline(what, options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
    return await withSession(work, deadline);
  };

  return {
    kind: 'pglite',
    withSession,
    async listen(channel, listener, options) {
      const receive = toReceiver(listener);
      const unlisten = await inTurn('A LISTEN', () => pglite.listen(checkChannel(channel), receive), options);
      let ended: Promise<void> | undefined;
      return () => (ended ??= pglite.closed ? Promise.resolve() : inTurn('An UNLISTEN', () => unlisten()));
    },
    close() {
      closing ??= permits.close().then(async () => {
        await pglite.close();
        await unlock();
      });
      return closing;
    },
  };
}

/** Notifications come in the middle of the statement that sent them; listeners are told after it. */
function toReceiver(listener: ChannelListener): (payload: string) => void {
  return detached((payload: string) => queueMicrotask(() => listener.onMessage(payload)));
}
