import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

import { executionsQueue } from '../executions-queue.js';
import { openBossQueue } from '../../storage/queue/boss-queue.js';
import type { Queue } from '../../storage/queue/queue.js';
import { type ExecutionSite, QUICK } from './execution-site.js';
import type { WorkerTask } from './worker-main.js';

/** A gateway in a process of its own. */
export interface WorkerProcess {
  /** Ends it without a word. */
  kill(): Promise<void>;
}

const MAIN = new URL('../../../dist/executions/testing/worker-main.js', import.meta.url);

/** Starts one from `dist`, and waits until it runs executions; build the gateway first. */
export async function startWorkerProcess(site: ExecutionSite): Promise<WorkerProcess> {
  if (!existsSync(MAIN)) throw new Error('Build the gateway first: npx tsc -b gateway');
  const { databaseUrl = '', upstream, keys, sealingKey } = site;
  const task: WorkerTask = { databaseUrl, upstream: upstream.url, keys, sealingKey, settings: QUICK };
  const child = spawn(process.execPath, [MAIN.pathname, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => {
      throw new Error('The worker has ended before it was ready.');
    }),
  ]);
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A queue that gives lost jobs on at once, rather than after the seconds that a worker may be silent. */
export async function openImpatientQueue({ storage: { store } }: ExecutionSite): Promise<Queue> {
  const queues = [executionsQueue({ attemptTimeoutMs: 60_000, heartbeatSeconds: 10 })];
  return openBossQueue({ store, queues, superviseSeconds: 1 });
}

/** Makes every attempt that is under way look as if its worker had long been silent. */
export async function forgetHeartbeats({ storage: { store } }: ExecutionSite): Promise<void> {
  await store.execute(`UPDATE sluice_queue.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active'`);
}
