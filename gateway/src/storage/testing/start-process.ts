import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process of our own that works on a store. */
export interface StoreProcess {
  readonly pid: number;
  /** What it told until now, parsed. */
  readonly lines: readonly unknown[];
  /** Resolves with everything that it told, when it has ended. */
  readonly ended: Promise<readonly unknown[]>;
  kill(): Promise<void>;
}

const MAIN = new URL('../../../dist/storage/testing/process-main.js', import.meta.url);

/** Starts `process-main` from `dist`; build the gateway first. */
export function startProcess(task: string, settings: object, argument = ''): StoreProcess {
  if (!existsSync(MAIN)) throw new Error('Build the gateway first: npx tsc -b gateway');
  const child = spawn(process.execPath, [MAIN.pathname, task, JSON.stringify(settings), argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: unknown[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(JSON.parse(line)));
  const ended = Promise.all([
    new Promise((resolve) => child.once('exit', resolve)),
    new Promise((resolve) => reader.once('close', resolve)),
  ]).then(() => lines);
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
