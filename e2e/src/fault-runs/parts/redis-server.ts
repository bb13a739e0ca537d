import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../../testing/start-sluice.js';
import { endWithUs } from './end-with-us.js';
import { findProgram } from './find-program.js';

/** A Redis server of our own that keeps nothing, and may be killed and started again. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

const START_MS = 10_000;

export async function startRedisServer(folder: string): Promise<RedisServer> {
  const port = await freePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  let server: ChildProcess | null = null;
  const redis: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      server = endWithUs(spawn(findProgram('redis-server'), settings, { stdio: 'ignore' }));
      for (const end = performance.now() + START_MS; performance.now() < end; await sleep(20)) {
        if (await isListening(port)) return;
      }
      throw new Error(`Redis did not start within ${START_MS} ms.`);
    },
    async kill() {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
  await redis.start();
  return redis;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
