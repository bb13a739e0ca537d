import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openPostgresStore } from '@sluice/gateway/testing';

import { freePort } from '../../testing/start-sluice.js';
import { endWithUs } from './end-with-us.js';
import { findProgram } from './find-program.js';

/** A PostgreSQL server of our own, that may be ended and started again on its data. */
export interface PostgresServer {
  readonly url: string;
  start(): Promise<void>;
  /** `fast` ends its connections and writes everything down, `crash` does neither. */
  stop(how: 'fast' | 'crash'): Promise<void>;
}

const START_MS = 20_000;
const SIGNALS = { fast: 'SIGINT', crash: 'SIGQUIT' } as const;

/** Makes a server in a folder and starts it. As root it runs as the user `postgres`, since PostgreSQL refuses root. */
export async function startPostgresServer(folder: string): Promise<PostgresServer> {
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : null;
  const data = join(folder, 'postgres');
  mkdirSync(data);
  if (owner) chownSync(data, owner.uid, owner.gid);
  const log = openSync(join(folder, 'postgres.log'), 'a');
  const init = ['-D', join(data, 'data'), '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8'];
  execFileSync(findProgram('initdb'), init, { ...owner, cwd: data, stdio: ['ignore', log, log] });
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: data, max_connections: '100' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let server: ChildProcess | null = null;

  return {
    url,
    async start() {
      const all = ['-D', join(data, 'data'), '-p', `${port}`, ...options];
      server = endWithUs(spawn(findProgram('postgres'), all, { ...owner, cwd: data, stdio: ['ignore', log, log] }));
      await untilAnswering(server, url);
    },
    async stop(how) {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(SIGNALS[how]);
      await ended;
    },
  };
}

function idOf(flag: '-u' | '-g'): number {
  const id = Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  if (!Number.isInteger(id)) throw new Error('PostgreSQL does not run as root: expected a user named postgres.');
  return id;
}

async function untilAnswering(server: ChildProcess, url: string): Promise<void> {
  const store = openPostgresStore({ databaseUrl: url, maxConnections: 1 });
  try {
    for (const end = performance.now() + START_MS; performance.now() < end; await sleep(50)) {
      if (server.exitCode !== null) break;
      const answer = await store.execute('SELECT 1', [], { timeoutMs: 2_000 }).catch(() => null);
      if (answer !== null) return;
    }
  } finally {
    await store.close();
  }
  throw new Error(`PostgreSQL did not start within ${START_MS} ms; its log stands beside its folder.`);
}
