import { type ConstructorOptions, PgBoss } from 'pg-boss';

import { lockSchema } from '../migrations/lock-schema.js';
import { SqlError, toStorageError } from '../store/storage-error.js';
import type { CallOptions, Executor, Store } from '../store/store.js';
import type { QueueOptions } from './queue.js';

type BossDatabase = NonNullable<ConstructorOptions['db']>;

/**
 * What pg-boss asks of a database, given by a store or by a transaction of it. Errors reach it as the driver threw them:
 * it knows by their codes and messages who else installs it at the same moment, or has taken a job before.
 */
export function toBossDatabase(executor: Executor, options: CallOptions = {}): BossDatabase {
  return {
    async executeSql(text, values) {
      try {
        return { rows: await executor.execute(text, values, options) };
      } catch (error) {
        throw error instanceof SqlError ? error.cause : error;
      }
    },
  };
}

/** Runs a call of pg-boss, and gives what the database refused as the store does. */
export async function asStoreError<Result>(call: Promise<Result>): Promise<Result> {
  return call.catch((error: unknown) => {
    // What has no SQLSTATE is pg-boss's own word.
    const isSql = /^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code));
    throw isSql ? toStorageError(error) : error;
  });
}

export interface OpenBossOptions {
  readonly store: Store;
  readonly queues: readonly QueueOptions[];
  readonly superviseSeconds: number;
  readonly onError: (error: unknown) => void;
}

/** Starts pg-boss on a store: its tables, of the schema `sluice_queue`, and the queues. It has no connection of its own. */
export async function openBoss({ store, queues, superviseSeconds, onError }: OpenBossOptions): Promise<PgBoss> {
  await store.transaction((transaction) => lockSchema(transaction, 'sluice_queue', {}));
  const boss = new PgBoss({
    db: toBossDatabase(store),
    backend: store.kind,
    schema: 'sluice_queue',
    // Of several processes that start at once, pg-boss lets some fail over this.
    createSchema: false,
    schedule: false,
    // Ours knows when the store was away.
    supervise: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    // On PGlite rebuilding an index holds up the process, and its tables stay small.
    reindex: store.kind === 'postgres',
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', onError);
  await asStoreError(boss.start());
  try {
    for (const queue of queues) await ensureQueue(boss, queue);
  } catch (error) {
    await stopBoss(boss);
    throw error;
  }
  return boss;
}

/** pg-boss would take away after 14 days what nobody has come to. */
const TEN_YEARS = 10 * 365 * 86_400;

async function ensureQueue(boss: PgBoss, { name, ...options }: QueueOptions): Promise<void> {
  const { expireSeconds, heartbeatSeconds, retryLimit, retryDelaySeconds } = options;
  const settings = {
    expireInSeconds: expireSeconds ?? 900,
    retryLimit: retryLimit ?? 2,
    retentionSeconds: TEN_YEARS,
    retryDelay: retryDelaySeconds ?? 0,
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
  };
  // It may be there, by an earlier version with other settings; creating it then does nothing.
  await boss.createQueue(name, settings);
  await boss.updateQueue(name, settings);
  // So that it is known before a transaction asks for it: pg-boss would look it up outside of that.
  await boss.getQueue(name);
}

/** Lets pg-boss end what it does; the store is closed by its owner. */
export async function stopBoss(boss: PgBoss): Promise<void> {
  await boss.stop({ close: false, graceful: true, timeout: 5_000 });
}
