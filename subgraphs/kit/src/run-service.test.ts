import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { ServiceMessage } from '@sluice/schema';
import { startServiceProcess } from './testing/start-service-process.js';

const file = fileURLToPath(new URL('./testing/fixtures/toy-service.js', import.meta.url));
const TEXT = { __typename: 'Text', content: 'a' };
const startToy = (env: Record<string, string> = {}) => startServiceProcess(file, { env, deadlineMs: 20_000 });
const exitOf = async (child: ChildProcess) => {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code;
};
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('A supervised service', () => {
  it('tells where it listens, how far it is, and when it is ready', async () => {
    await using service = await startToy();
    expect(service.messages).toEqual([
      { type: 'listening', url: service.url },
      { type: 'progress', text: 'Loading the toy', fraction: 0 },
      { type: 'progress', text: 'Loaded the toy', fraction: 1 },
      { type: 'ready' },
    ]);
    expect(await service.health()).toMatchObject({ status: 'ready', name: 'toy', version: '1.2.3' });
    expect((await service.entities('language { code }', [TEXT])).entities).toEqual([{ language: { code: 'en' } }]);
    expect(await service.metrics()).toContain(
      'sluice_service_model_calls_total{capability="language",model="toy",outcome="ok",service="toy"} 1',
    );
  });

  it('ends on SIGTERM after what is in flight', async () => {
    const service = await startToy({ TOY_WORK_MS: '400' });
    const running = service.entities('language { code }', [TEXT]);
    await sleep(150);
    await service[Symbol.asyncDispose]();
    expect((await running).entities).toEqual([{ language: { code: 'en' } }]);
    expect(isAlive(service.pid)).toBe(false);
  });

  it('leaves Ctrl-C to its supervisor', async () => {
    await using service = await startToy();
    process.kill(service.pid, 'SIGINT');
    await sleep(200);
    expect((await service.health()).status).toBe('ready');
  });

  it('ends when its supervisor is gone', async () => {
    const child = fork(file, { execArgv: [], silent: true });
    await new Promise<void>((resolve) =>
      child.on('message', ({ type }: ServiceMessage) => type === 'ready' && resolve()),
    );
    const exit = exitOf(child);
    child.disconnect();
    expect(await exit).toBe(0);
  });

  it('ends with 1 after an error that nobody caught, without quoting it', async () => {
    const child = fork(file, { execArgv: [], silent: true });
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const url = await new Promise<string>((resolve) => {
      let listening = '';
      child.on('message', (message: ServiceMessage) => {
        if (message.type === 'listening') listening = message.url;
        if (message.type === 'ready') resolve(listening);
      });
    });
    const exit = exitOf(child);
    const query = 'query C($r: [_Any!]!) { _entities(representations: $r) { ... on Text { language { code } } } }';
    const variables = { r: [{ __typename: 'Text', content: 'crash' }] };
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    }).catch(() => {});
    expect(await exit).toBe(1);
    expect(output).toContain('An error was caught by nobody.');
    expect(output).not.toContain('canary');
  });

  it('that cannot load stays to say so, and is reported by the deadline of who waits', async () => {
    await expect(startServiceProcess(file, { env: { TOY_FAILS: '1' }, deadlineMs: 1_500 })).rejects.toThrow(
      /1500 ms.*\n.*/s,
    );
  });

  it('names the variable that is wrong', async () => {
    await expect(startToy({ PORT: 'abc' })).rejects.toThrow(/ended \(1\)[\s\S]*PORT/);
  });
});

describe('A service in a terminal', () => {
  it('prints its progress and ends on Ctrl-C', async () => {
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const ready = new Promise<void>((resolve) =>
      child.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('toy is ready')) resolve();
      }),
    );
    await ready;
    expect(output).toMatch(/toy listens on http:\/\/127\.0\.0\.1:\d+\n/);
    expect(output).toContain('toy: Loading the toy\n');
    const exit = exitOf(child);
    child.kill('SIGINT');
    expect(await exit).toBe(0);
  });
});
