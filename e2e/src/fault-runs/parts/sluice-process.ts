import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freePort, type Sluice, type StartOptions, startSluice } from '../../testing/start-sluice.js';
import { endWithUs } from './end-with-us.js';

/** A place where a `sluice serve` runs: one after the other, on the same port, as under a supervisor. */
export interface SluiceProcess {
  readonly name: string;
  readonly url: string;
  /** The one that runs, or ran last. */
  readonly current: Sluice;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Asks it to end. @returns its exit code */
  end(): Promise<number | null>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Writes what all of them have printed into files. */
  keepOutput(folder: string): void;
}

export interface SluiceProcessOptions extends Pick<StartOptions, 'args' | 'config' | 'env'> {
  readonly name: string;
  readonly dataDir: string;
}

/** Starts the first one. */
export async function startSluiceProcess({ name, ...options }: SluiceProcessOptions): Promise<SluiceProcess> {
  const port = await freePort();
  const started: Sluice[] = [];
  const current = () => {
    const last = started.at(-1);
    if (last === undefined) throw new TypeError('None was started.');
    return last;
  };
  const start = async () => {
    const sluice = await startSluice({ ...options, port, timeoutMs: 180_000 });
    endWithUs(sluice.process);
    started.push(sluice);
  };
  await start();
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    get current() {
      return current();
    },
    start,
    kill: () => current().kill(),
    async end() {
      const { process: child } = current();
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    signal: (signal) => void current().process.kill(signal),
    keepOutput(folder) {
      started.forEach(({ output }, index) => {
        writeFileSync(join(folder, `${name}-${index + 1}.log`), output.stdout + output.stderr);
      });
    },
  };
}
