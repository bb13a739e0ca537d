import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { freePort } from '../../testing/start-sluice.js';
import { endWithUs } from './end-with-us.js';

/** The program of the slow service, for a gateway to run. */
export const SLOW_SERVICE = fileURLToPath(new URL('../slow-service/main.js', import.meta.url));

/** Every call that the slow service was asked for, in order. */
export interface Journal {
  readonly file: string;
  read(): readonly JournalLine[];
}

export interface JournalLine {
  readonly capability: string;
  readonly text: string;
}

export function openJournal(folder: string): Journal {
  const file = join(folder, 'journal.jsonl');
  return {
    file,
    read() {
      if (!existsSync(file)) return [];
      const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as JournalLine);
    },
  };
}

/** The slow service in a process of its own, which several gateways and workers share. */
export interface SlowServiceProcess {
  readonly url: string;
  kill(): Promise<void>;
}

const START_MS = 20_000;

export async function startSlowService(journal: Journal): Promise<SlowServiceProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PORT: `${port}`, FAULT_JOURNAL: journal.file, LOG_LEVEL: 'error' };
  const child = endWithUs(spawn(process.execPath, [SLOW_SERVICE], { env, stdio: 'ignore' }));
  await untilReady(child, url);
  return {
    url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (const end = performance.now() + START_MS; performance.now() < end; await sleep(50)) {
    if (child.exitCode !== null) break;
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return;
  }
  child.kill('SIGKILL');
  throw new Error(`The slow service was not ready within ${START_MS} ms.`);
}
