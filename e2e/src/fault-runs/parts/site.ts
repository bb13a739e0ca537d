import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { fillStorageFolder, openPgliteStore, openPostgresStore, type Store } from '@sluice/gateway/testing';

import type { Door } from '../clients/door.js';
import { type PostgresServer, startPostgresServer } from './postgres-server.js';
import { type RedisServer, startRedisServer } from './redis-server.js';
import { type SluiceProcess, startSluiceProcess } from './sluice-process.js';
import { type Journal, openJournal, SLOW_SERVICE, startSlowService } from './slow-service-process.js';

/** An installation of Sluice with all that it stands on, of its own and in a folder of its own. */
export interface Site {
  readonly door: Door;
  readonly journal: Journal;
  readonly processes: readonly SluiceProcess[];
  /** Lets its store be read; where that is embedded, its process ends meanwhile. */
  withStore<Result>(read: (store: Store) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Gateways and workers on PostgreSQL and Redis. */
export interface Cluster extends Site {
  readonly gateways: readonly SluiceProcess[];
  readonly workers: readonly SluiceProcess[];
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
}

/** One process that does everything, with its embedded database, and runs its service itself. */
export interface Alone extends Site {
  readonly sluice: SluiceProcess;
  readonly dataDir: string;
}

/** The shortest heartbeat that there is, so that what is lost is missed soon. */
const EXECUTIONS = { heartbeatSeconds: 10, maxRunningPerTenant: 500, pollMs: 250, retryDelayMs: 200 };

function configOf(service: object, executions: object = {}): string {
  return JSON.stringify({
    services: [{ name: 'slow', ...service }],
    executions: { ...EXECUTIONS, ...executions },
    // What is counted is counted, though nobody is to be refused for it.
    rateLimits: { multipliers: { developer: 1_000 } },
    callCache: { enabled: false },
  });
}

export interface ClusterOptions {
  readonly gateways: number;
  readonly workers: number;
  /** Other settings of executions. */
  readonly executions?: object;
}

export async function openCluster(folder: string, { gateways, workers, executions }: ClusterOptions): Promise<Cluster> {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const journal = openJournal(folder);
  const [postgres, redis, service] = await Promise.all([
    startPostgresServer(folder),
    startRedisServer(folder),
    startSlowService(journal),
  ]);
  await postgres.start();
  const config = configOf({ url: service.url }, executions);
  const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
  const start = (role: 'gateway' | 'worker', number: number) =>
    startSluiceProcess({ name: `${role}-${number}`, args: ['--role', role], config, env, dataDir });
  const startAll = (role: 'gateway' | 'worker', first: number, last: number) =>
    Promise.all(Array.from({ length: last - first + 1 }, (_, index) => start(role, first + index)));
  // The first one makes the tables and the keys that all of them share.
  const first = await start('gateway', 1);
  const [others, working] = await Promise.all([startAll('gateway', 2, gateways), startAll('worker', 1, workers)]);
  const doors = [first, ...others];
  const processes = [...doors, ...working];
  const store = openPostgresStore({ databaseUrl: postgres.url, maxConnections: 2 });
  return {
    door: { urls: doors.map(({ url }) => url), key: first.current.keys()['developer'] ?? '' },
    journal,
    processes,
    gateways: doors,
    workers: working,
    postgres,
    redis,
    withStore: (read) => read(store),
    async close() {
      await store.close();
      await Promise.all(processes.map((one) => one.kill()));
      await Promise.all([postgres.stop('crash'), redis.kill(), service.kill()]);
    },
  };
}

export async function openAlone(folder: string): Promise<Alone> {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  await fillStorageFolder(dataDir);
  const journal = openJournal(folder);
  const config = configOf({ run: SLOW_SERVICE, environment: ['FAULT_JOURNAL'] });
  const env = { FAULT_JOURNAL: journal.file };
  const sluice = await startSluiceProcess({ name: 'alone', config, env, dataDir });
  return {
    door: { urls: [sluice.url], key: sluice.current.keys()['developer'] ?? '' },
    journal,
    processes: [sluice],
    sluice,
    dataDir,
    async withStore(read) {
      const code = await sluice.end();
      if (code !== 0) throw new Error(`it ended with ${code} when it was asked to`);
      const store = await openPgliteStore({ dataDir });
      try {
        return await read(store);
      } finally {
        await store.close();
        await sluice.start();
      }
    },
    close: () => sluice.kill(),
  };
}
