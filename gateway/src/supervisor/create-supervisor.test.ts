import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';
import { createSigningKeys } from '../routing/assertions/signing-keys.js';
import { createSupervisor, type Supervisor, type SupervisorOptions } from './create-supervisor.js';
import type { ServiceState } from './service-state.js';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', `${name}.js`);

interface Watched {
  readonly supervisor: Supervisor;
  /** Every state, in order: `serves ready`. */
  readonly history: string[];
  readonly lines: string[];
  readonly progress: string[];
}

let running: Supervisor[] = [];
const keys = createSigningKeys();

function supervise(names: readonly string[], options: Partial<SupervisorOptions> = {}): Watched {
  const lines: string[] = [];
  const progress: string[] = [];
  const supervisor = createSupervisor({
    services: names.map((name) => ({ name, run: fixture(name) })),
    logger: silentLogger,
    token: 'the-token',
    keys,
    environment: { PATH: process.env['PATH'], SECRET: 'of the gateway' },
    writeLine: (line) => lines.push(line),
    onProgress: ({ service, text, fraction }) => progress.push(`${service}: ${text} ${fraction}`),
    backOff: { initialMs: 20, maxMs: 80 },
    ...options,
  });
  running.push(supervisor);
  const history: string[] = [];
  supervisor.subscribe((service, state) => history.push(`${service} ${state.status}`));
  supervisor.start();
  return { supervisor, history, lines, progress };
}

async function reach<Status extends ServiceState['status']>(
  { supervisor }: Watched,
  name: string,
  status: Status,
): Promise<Extract<ServiceState, { status: Status }>> {
  const current = supervisor.state(name);
  if (current?.status === status) return current as Extract<ServiceState, { status: Status }>;
  return new Promise((resolve) => {
    const unsubscribe = supervisor.subscribe((service, state) => {
      if (service !== name || state.status !== status) return;
      unsubscribe();
      resolve(state as Extract<ServiceState, { status: Status }>);
    });
  });
}

async function environmentOf(watched: Watched): Promise<Record<string, string>> {
  const { url } = await reach(watched, 'serves', 'ready');
  return (await (await fetch(url)).json()) as Record<string, string>;
}

async function isReachable(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

afterEach(async () => {
  await Promise.all(running.map((supervisor) => supervisor.stop()));
  running = [];
});

describe('a service in order', () => {
  it('starts, loads and is ready, and ends when asked', async () => {
    const watched = supervise(['serves']);
    const { url } = await reach(watched, 'serves', 'ready');
    expect(await isReachable(url)).toBe(true);
    await watched.supervisor.stop();
    expect(watched.history).toEqual([
      'serves starting',
      'serves loading',
      'serves ready',
      'serves stopping',
      'serves stopped',
    ]);
    expect(await isReachable(url)).toBe(false);
  });

  it('tells its progress, without control characters', async () => {
    const watched = supervise(['serves']);
    await reach(watched, 'serves', 'ready');
    expect(watched.progress).toEqual(['serves: loading [2J 0.5']);
  });

  it('inherits the token and an allow-list, nothing of the secrets of the gateway', async () => {
    const environment = await environmentOf(supervise(['serves']));
    expect(environment).toMatchObject({ SLUICE_SERVICE_TOKEN: 'the-token', HOST: '127.0.0.1', PORT: '0' });
    expect(environment).not.toHaveProperty('SECRET');
  });

  it('gets its settings, and the variables that they name', async () => {
    const settings = { apiKeyFrom: 'SECRET', models: ['m'] };
    const services = [{ name: 'serves', run: fixture('serves'), environment: ['SECRET'], settings }];
    const environment = await environmentOf(supervise([], { services }));
    expect(JSON.parse(environment['SLUICE_SERVICE_SETTINGS'] ?? '')).toEqual(settings);
    expect(environment).toMatchObject({ SECRET: 'of the gateway' });
  });

  it('is told the keys of the gateway at its start, and when they change', async () => {
    const watched = supervise(['serves']);
    const told = async () => (await environmentOf(watched))['told'] as unknown as object[];
    const before = keys.published();
    while ((await told()).length < 1) await sleep(10);
    keys.rotate();
    while ((await told()).length < 2) await sleep(10);
    expect(await told()).toEqual([before, keys.published()].map((published) => ({ type: 'keys', keys: published })));
    expect(await environmentOf(watched)).toMatchObject({ SLUICE_GATEWAY_KEYS: 'ipc', SLUICE_SERVICE_NAME: 'serves' });
  });

  it('passes its log lines on, and what is no log line only until it serves', async () => {
    const watched = supervise(['serves']);
    await reach(watched, 'serves', 'ready');
    await sleep(200);
    expect(watched.lines).toContain('{"level":"info","message":"a log line"}');
    expect(watched.lines.join('\n')).not.toContain('a prompt');
  });

  it('is killed at once when there is no time left', async () => {
    const watched = supervise(['serves']);
    const { url } = await reach(watched, 'serves', 'ready');
    watched.supervisor.kill();
    await reach(watched, 'serves', 'backing-off');
    expect(await isReachable(url)).toBe(false);
  });
});

describe('a service that fails', () => {
  it('is restarted after it was killed, with a new address', async () => {
    const watched = supervise(['serves']);
    const before = await reach(watched, 'serves', 'ready');
    watched.supervisor.kill();
    const { reason } = await reach(watched, 'serves', 'backing-off');
    expect(reason).toBe('ended by SIGKILL');
    const after = await reach(watched, 'serves', 'ready');
    expect(await isReachable(after.url)).toBe(true);
    expect(await isReachable(before.url)).toBe(false);
  });

  it('waits longer each time, up to a bound, and shows why it fell', async () => {
    const watched = supervise(['crashes'], { random: () => 1 });
    const delays: number[] = [];
    watched.supervisor.subscribe((_, state) => {
      if (state.status === 'backing-off') delays.push(state.delayMs);
    });
    while (delays.length < 4) await reach(watched, 'crashes', 'starting').then(() => sleep(20));
    expect(delays.slice(0, 4)).toEqual([20, 40, 80, 80]);
    expect(watched.lines.join('\n')).toContain('no weights');
  });

  it('does not hold up the others', async () => {
    const watched = supervise(['crashes', 'serves', 'hangs']);
    await reach(watched, 'serves', 'ready');
    expect(watched.supervisor.state('hangs')).toEqual({ status: 'starting', attempt: 1 });
  });

  it('is killed and restarted when it does not listen in time', async () => {
    const watched = supervise(['hangs'], { timeouts: { listenMs: 100 } });
    const { reason } = await reach(watched, 'hangs', 'backing-off');
    expect(reason).toBe('did not listen within 0.1 s');
    expect(await reach(watched, 'hangs', 'starting')).toEqual({ status: 'starting', attempt: 2 });
  });

  it('is killed when it does not end in time', async () => {
    const watched = supervise(['ignores-sigterm'], { timeouts: { stopMs: 100 } });
    await reach(watched, 'ignores-sigterm', 'ready');
    await watched.supervisor.stop();
    expect(watched.supervisor.state('ignores-sigterm')).toEqual({ status: 'stopped' });
  });

  it('is not started again when it is stopped while it waits', async () => {
    const watched = supervise(['crashes'], { backOff: { initialMs: 60_000, maxMs: 60_000 } });
    await reach(watched, 'crashes', 'backing-off');
    await watched.supervisor.stop();
    expect(watched.history).toEqual(['crashes starting', 'crashes backing-off', 'crashes stopped']);
  });
});

it('knows nothing of services that it does not supervise', () => {
  expect(supervise([]).supervisor.state('stranger')).toBeUndefined();
});
