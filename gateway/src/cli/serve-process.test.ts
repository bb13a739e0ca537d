import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fillStorageFolder } from '../storage/testing/pglite-template.js';

const SLUICE = join(import.meta.dirname, '../../bin/sluice.js');
const FIXTURES = join(import.meta.dirname, '../supervisor/fixtures');

// Each test starts the whole program, some twice.
jest.setTimeout(120_000);

/** The program as a process of its own. */
class Program {
  stdout = '';
  stderr = '';
  readonly process: ChildProcess;
  readonly exitCode: Promise<number | null>;

  constructor(args: readonly string[], environment: Record<string, string> = {}) {
    const env = { PATH: process.env['PATH'], SLUICE_DATA_DIR: join(folder, 'data'), ...environment };
    this.process = spawn(process.execPath, [SLUICE, ...args], { cwd: folder, env });
    this.process.stdout?.on('data', (chunk) => (this.stdout += String(chunk)));
    this.process.stderr?.on('data', (chunk) => (this.stderr += String(chunk)));
    this.exitCode = new Promise((resolve) => this.process.once('close', (code) => resolve(code)));
  }

  /** Waits until it has printed what fits, and gives that. */
  async printed(pattern: RegExp): Promise<string> {
    const end = performance.now() + 60_000;
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match !== null) return match[1] ?? match[0];
      if (performance.now() > end) throw new Error(`it printed nothing like ${pattern}: ${this.stdout}${this.stderr}`);
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.stdout}${this.stderr}`);
      await sleep(20);
    }
  }
}

let folder: string;
let programs: Program[] = [];

function start(args: readonly string[], environment?: Record<string, string>): Program {
  const program = new Program(args, environment);
  programs.push(program);
  return program;
}

const configure = (services: string) =>
  writeFileSync(join(folder, 'sluice.yaml'), `server: { port: 0 }\nservices: ${services}\n`);

const GRAPHQL_URL = /GraphQL +(\S+)/;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-serve-'));
  await fillStorageFolder(join(folder, 'data'));
  writeFileSync(
    join(folder, 'sluice.yaml'),
    'server: { port: 0 }\nservices: [{ name: far, url: "http://127.0.0.1:9" }]',
  );
});
afterEach(async () => {
  for (const { process } of programs) process.kill('SIGKILL');
  await Promise.all(programs.map(({ exitCode }) => exitCode));
  programs = [];
  rmSync(folder, { recursive: true, force: true });
});

describe('sluice serve', () => {
  it('prints where it listens, and the keys once; shares its data folder with nobody; ends cleanly', async () => {
    const first = start(['serve']);
    const url = await first.printed(GRAPHQL_URL);
    const key = await first.printed(/developer +(slc_dev_\w+)/);
    const ask = (headers: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"query":"{ text(content: \\"a\\") { content } }"}',
      });
    expect((await ask({})).status).toBe(401);
    const answer = await ask({ authorization: `Bearer ${key}` });
    expect(await answer.json()).toEqual({ data: { text: { content: 'a' } } });

    const beside = start(['serve']);
    expect(await beside.exitCode).toBe(1);
    expect(beside.stderr).toContain(`${join(folder, 'data', 'store')} is in use by process ${first.process.pid} on `);
    expect(beside.stderr).toContain('SLUICE_DATA_DIR');
    expect(beside.stdout).toBe('');
    await endsCleanly(first, 'SIGTERM');

    const second = start(['serve']);
    await second.printed(/API keys +\S*dev-keys\.json/);
    expect(second.stdout + second.stderr).not.toContain('slc_dev_');
    await endsCleanly(second, 'SIGINT');
    // People read the one, machines the other.
    for (const { stderr } of [first, second])
      expect(
        stderr
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as object),
      ).toContainEqual(expect.objectContaining({ name: 'gateway' }));
  });

  /** Also when it is told twice at once. */
  async function endsCleanly(program: Program, signal: NodeJS.Signals): Promise<void> {
    program.process.kill(signal);
    program.process.kill(signal);
    expect(await program.exitCode).toBe(0);
  }

  it('says so when its port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const program = start(['serve', '--port', String(port)]);
    expect(await program.exitCode).toBe(1);
    expect(program.stderr).toContain(`127.0.0.1:${port} is in use.`);
    server.close();
  });

  it('says so when the PostgreSQL server is not there, without its password', async () => {
    const program = start(['serve'], { DATABASE_URL: 'postgres://me:secret-7134@127.0.0.1:9/sluice' });
    expect(await program.exitCode).toBe(1);
    expect(program.stderr).toContain('The PostgreSQL database 127.0.0.1:9/sluice (DATABASE_URL) cannot be used: ');
    expect(program.stderr).toContain('ECONNREFUSED');
    expect(program.stderr).not.toContain('secret-7134');
  });

  it('takes a stubborn service with it on the second signal', async () => {
    configure(`[{ name: stubborn, run: "${join(FIXTURES, 'ignores-sigterm.js')}" }]`);
    const program = start(['serve']);
    await program.printed(GRAPHQL_URL);
    while (!program.stderr.includes('A service is ready.')) await sleep(20);
    const pid = Number(/"service":"stubborn","pid":(\d+)/.exec(program.stderr)?.[1]);
    program.process.kill('SIGTERM');
    await sleep(700);
    program.process.kill('SIGTERM');
    expect(await program.exitCode).toBe(130);
    await sleep(100);
    expect(existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')).toBe(false);
  });

  it('serves on when the demo does not succeed', async () => {
    const health = { status: 'ready', name: 'far', version: '1', capabilities: {} };
    const server = createServer((_, response) => response.end(JSON.stringify(health))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    configure(`[{ name: far, url: "http://127.0.0.1:${port}" }]`);
    expect(await start(['create-keys', 'keys.json']).exitCode).toBe(0);
    const program = start(['serve', '--demo'], { SLUICE_KEYS_FILE: 'keys.json' });
    const url = await program.printed(GRAPHQL_URL);
    expect(program.stdout).toContain('The demo did not succeed:');
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    server.closeAllConnections();
    server.close();
  });
});
