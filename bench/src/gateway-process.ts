import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Clock ticks of /proc a second; Linux has used 100 for decades. */
const TICKS = 100;

/** A gateway with its services, as the command line starts it. */
export interface GatewayProcess extends AsyncDisposable {
  readonly url: string;
  /** The developer's key. */
  readonly key: string;
  /** CPU time of the gateway's process alone, in seconds (Linux). */
  cpuSeconds(): number;
  /** Resident memory of the gateway's process alone, in MiB (Linux). */
  residentMiB(): number;
  /** The event loop's delay since the last question, in milliseconds. */
  eventLoopDelay(): Promise<{ readonly p99: number; readonly max: number }>;
}

/**
 * Starts `sluice serve` and waits until it serves.
 *
 * @param config the text of a configuration in place of the repository's
 * @param environment what it finds beside what every one does
 */
export async function startGatewayProcess(
  port: number,
  config?: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<GatewayProcess> {
  const own = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  // Processes that share a database share the keys of development, too.
  const dataDir = environment['SLUICE_DATA_DIR'] ?? own;
  const configFile = join(own, 'sluice.yaml');
  if (config !== undefined) writeFileSync(configFile, config);
  const args = ['serve', '--port', String(port), ...(config === undefined ? [] : ['--config', configFile])];
  const child = spawn(process.execPath, [join(ROOT, 'gateway/bin/sluice.js'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], SLUICE_DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  const keys = JSON.parse(readFileSync(join(dataDir, 'dev-keys.json'), 'utf8')) as { developer: string };
  return {
    url,
    key: keys.developer,
    cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    residentMiB: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async eventLoopDelay() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const read = (quantile: string) =>
        1000 * Number(new RegExp(`event_loop_delay_seconds\\{quantile="${quantile}"[^}]*\\} (\\S+)`).exec(text)?.[1]);
      return { p99: read('0.99'), max: read('max') };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(own, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error('The gateway ended before it was ready.');
}
