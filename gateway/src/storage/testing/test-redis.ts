import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { Redis } from 'ioredis';

import { freePort } from '../../testing/free-port.js';

/** A Redis server to test on, and a prefix that keeps this run apart. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly prefix: string;
}

/** Finds a server: the one that `SLUICE_TEST_REDIS_URL` names, or one on 127.0.0.1:6379, or one of our own. */
export async function findRedis(): Promise<TestRedis | null> {
  const named = process.env['SLUICE_TEST_REDIS_URL'];
  const url = named ?? 'redis://127.0.0.1:6379';
  if (await answers(url)) return onServer(url, () => removeKeys(url));
  return named === undefined ? startRedis() : null;
}

let runs = 0;
const prefix = `sluice-test-${randomBytes(6).toString('hex')}`;

function onServer(url: string, stop: () => Promise<void>): TestRedis {
  return { url, prefix: `${prefix}-${runs++}:`, [Symbol.asyncDispose]: stop };
}

/** A server of our own, which a test may stop and start again; null where Redis is not installed. */
export async function startRedis(port?: number): Promise<(TestRedis & { readonly port: number }) | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  const chosen = port ?? (await freePort());
  const settings = ['--port', `${chosen}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', settings, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
  };
  const url = `redis://127.0.0.1:${chosen}`;
  for (let attempt = 0; attempt < 50 && server.exitCode === null; attempt++) {
    if (await answers(url)) return { ...onServer(url, stop), port: chosen };
    await pause(50);
  }
  await stop();
  return null;
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

async function removeKeys(url: string): Promise<void> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(...keys);
  } finally {
    redis.disconnect();
  }
}
