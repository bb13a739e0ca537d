import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';

import { freePort } from '../../testing/free-port.js';

/** A PostgreSQL server to test on: one that runs, or one that was started for the tests. */
export interface TestPostgres extends AsyncDisposable {
  /** Makes a database of its own; the caller drops it. */
  createDatabase(): Promise<TestDatabase>;
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const CONNECT_MS = 2_000;

/**
 * Finds a server: the one that `SLUICE_TEST_DATABASE_URL` names, or one on 127.0.0.1:5432 without a password, or one of
 * our own where it is installed. Not `DATABASE_URL`: that may be somebody's work.
 */
export async function findPostgres(): Promise<TestPostgres | null> {
  const named = process.env['SLUICE_TEST_DATABASE_URL'];
  const candidates = named === undefined ? [urlOf('postgres', 5432), urlOf(userInfo().username, 5432)] : [named];
  for (const url of candidates) if (await answers(url)) return onServer(url, async () => {});
  return named === undefined ? startPostgres() : null;
}

function urlOf(user: string, port: number): string {
  return `postgres://${encodeURIComponent(user)}@127.0.0.1:${port}/postgres`;
}

function onServer(adminUrl: string, stop: () => Promise<void>): TestPostgres {
  return {
    async createDatabase() {
      const name = `sluice_test_${randomBytes(6).toString('hex')}`;
      await runOnce(adminUrl, `CREATE DATABASE ${name}`);
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return { url: url.href, drop: () => runOnce(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function answers(url: string): Promise<boolean> {
  return runOnce(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

/** Runs a statement on a connection of its own. */
export async function runOnce(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts a server of our own in a temporary folder; as user `postgres` where we are root, whom PostgreSQL refuses. */
async function startPostgres(): Promise<TestPostgres | null> {
  const owner: Ids | null | undefined = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
  if (owner === null || spawnSync('initdb', ['--version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sluice-postgres-'));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8'];
  if (spawnSync('initdb', init, owner).status !== 0) return null;
  const port = await freePort();
  const settings = ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
  const server = spawn('postgres', settings, { ...owner, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 50 && server.exitCode === null; attempt++) {
    if (await answers(urlOf('postgres', port))) return onServer(urlOf('postgres', port), stop);
    await pause(100);
  }
  await stop();
  return null;
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

function idsOf(user: string): Ids | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, user]).stdout?.toString() || Number.NaN));
  return uid && gid ? { uid, gid } : null;
}
