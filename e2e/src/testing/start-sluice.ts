import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fillStorageFolder, freePort } from '@sluice/gateway/testing';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface StartOptions {
  /** Arguments after `sluice serve`. */
  readonly args?: readonly string[];
  /** Text of a configuration of its own; paths in it are absolute. */
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Longest time until every service is ready, in milliseconds. @default 60,000 */
  readonly timeoutMs?: number;
  /** @default a free one */
  readonly port?: number;
  /** A data folder that several share, and that stays; what is not embedded needs no database in it. */
  readonly dataDir?: string;
  /** Lets it make its database itself, which takes seconds. @default it finds one that is empty */
  readonly fresh?: boolean;
}

/** An error as a client sees it. */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly requestId: string };
}

/** A GraphQL response. */
export interface GraphqlResponse<Data> {
  readonly status: number;
  readonly data: Data | null;
  readonly errors: readonly ResponseError[];
}

/** A Sluice of its own: the command line's own process, on a free port, with a data folder that goes with it. */
export interface Sluice extends AsyncDisposable {
  readonly url: string;
  readonly process: ChildProcess;
  readonly dataDir: string;
  /** What it printed so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** The development keys, by role. */
  keys(): Record<string, string>;
  run<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<GraphqlResponse<Data>>;
  /** The process ids of the services that it started, by a part of their command line. */
  servicePid(part: string): number;
  /** Ends it as Ctrl-C would. @returns its exit code */
  interrupt(): Promise<number | null>;
  /** Ends it without a word. */
  kill(): Promise<void>;
}

export { freePort };

/** Starts `sluice serve` and waits until every service is ready. */
export async function startSluice({
  args = [],
  config,
  env = {},
  timeoutMs = 60_000,
  port: chosen,
  dataDir: shared,
  fresh = shared !== undefined,
}: StartOptions = {}): Promise<Sluice> {
  const dataDir = shared ?? mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
  if (!fresh) await fillStorageFolder(dataDir);
  const port = chosen ?? (await freePort());
  const configFile = join(dataDir, `sluice-${port}.yaml`);
  if (config !== undefined) writeFileSync(configFile, config);
  const configured = config === undefined ? args : [...args, '--config', configFile];
  const child = spawn(process.execPath, [join(ROOT, 'gateway/bin/sluice.js'), 'serve', ...configured], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(port), SLUICE_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const url = `http://127.0.0.1:${port}`;
  const interrupt = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      child.kill('SIGINT');
      await once(child, 'exit');
      clearTimeout(killer);
    }
    return child.exitCode;
  };
  const sluice: Sluice = {
    url,
    process: child,
    dataDir,
    output,
    keys: () => JSON.parse(readFileSync(join(dataDir, 'dev-keys.json'), 'utf8')) as Record<string, string>,
    run: (document, variables) => runOperation(url, sluice.keys()['developer'] ?? '', document, variables),
    servicePid: (part) => childPid(child.pid ?? 0, part),
    interrupt,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async [Symbol.asyncDispose]() {
      await interrupt();
      if (shared === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await untilReady(sluice, timeoutMs);
  return sluice;
}

/** The permission bits of a file. */
export function fileMode(file: string): number {
  return statSync(file).mode & 0o777;
}

async function untilReady({ url, process: child, output }: Sluice, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (child.exitCode !== null) break;
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`Sluice was not ready in ${timeoutMs} ms.\n${output.stdout}\n${output.stderr}`);
}

async function runOperation<Data, Variables>(
  url: string,
  key: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<GraphqlResponse<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data = null, errors = [] } = (await response.json()) as { data?: Data | null; errors?: ResponseError[] };
  return { status: response.status, data, errors };
}

function childPid(parent: number, part: string): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of lines) {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(ppid) === parent && args?.includes(part)) return Number(pid);
  }
  throw new Error(`Process ${parent} has no child whose command line has ${part}.`);
}
