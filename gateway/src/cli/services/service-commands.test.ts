import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { type KeyGateway, startKeyGateway } from '../../accounts/testing/start-key-gateway.js';
import { registrationSettings } from '../../config/registration-settings.js';
import { createRegistrar } from '../../registration/testing/registration-operations.js';
import { sdlOf, startService } from '../../registration/testing/start-service.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import type { Upstream } from '../../testing/start-upstream.js';
import { runCli } from '../run-cli.js';

let gateway: KeyGateway;
let service: Upstream;
let id: string;

beforeAll(async () => {
  gateway = await startKeyGateway({ registration: registrationSettings.parse({ allow: ['127.0.0.1'] }) });
  service = await startService(sdlOf('language', 'moderation'), 'language', 'moderation');
  id = await createRegistrar(() => gateway).registered({ name: 'polyglot', url: service.url });
  await expectSoon(() => gateway.gateway.registry.instance(id)?.state === 'READY');
}, 60_000);
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

async function run(args: readonly string[], key = gateway.keys.operator) {
  let [stdout, stderr] = ['', ''];
  const exitCode = await runCli(['services', ...args], {
    environment: { SLUICE_URL: gateway.url, SLUICE_API_KEY: key },
    cwd: '/',
    nodeVersion: '20.20.2',
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    atExit: () => {},
  });
  return { exitCode, stdout, stderr };
}

it('lists services and how they are', async () => {
  await gateway.ask(gateway.keys.admin, '{ text(content: "hello") { language { code } } }');
  const { exitCode, stdout } = await run([]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^SERVICE +HEALTH +BREAKER +IN FLIGHT +P50 +P95 +KNOWN BY +LAST ERROR +OFFERS\n/);
  expect(stdout).toMatch(/^polyglot +READY +CLOSED +0 +\d+ ms +\d+ ms +REGISTERED +- +language, moderation$/m);
  const lines = (await run(['list', '--json'])).stdout.trim().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { name: string }).find(({ name }) => name === 'polyglot');
  expect(told).toMatchObject({ instances: [{ id, source: 'REGISTERED', inFlight: 0 }] });
});

it('drains by name, and removes by id', async () => {
  expect(await run(['drain', 'polyglot'])).toEqual({
    exitCode: 0,
    stdout: `${id} ${service.url} DRAINING\n`,
    stderr: '',
  });
  expect((await run([])).stdout).toMatch(/^polyglot +DRAINING/m);
  expect(await run(['deregister', id])).toEqual({ exitCode: 0, stdout: `${id} ${service.url} removed\n`, stderr: '' });
  expect((await run([])).stdout).not.toContain('polyglot');
});

it('tells what cannot be done', async () => {
  const unknown = await run(['drain', 'nobody']);
  expect(unknown).toEqual({ exitCode: 1, stdout: '', stderr: 'No service has registered itself as nobody.\n' });
  const refused = await run([], 'slc_dev_nothing');
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).not.toBe('');
});
