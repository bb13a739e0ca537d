import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillStorageFolder } from '@sluice/gateway/testing';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';

import { freePort, ROOT, type Sluice, startSluice } from './testing/start-sluice.js';

const CONFIG = JSON.stringify({
  services: [],
  registration: { enabled: true, allow: ['127.0.0.1'], minLeaseSeconds: 1 },
  rateLimits: { enabled: false },
});

let dataDir: string;
let port: number;
let sluice: Sluice;
let service: ServiceProcess;

const start = async () => (sluice = await startSluice({ port, dataDir, config: CONFIG }));

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sluice-self-'));
  await fillStorageFolder(dataDir);
  port = await freePort();
  await start();
  service = await startServiceProcess(join(ROOT, 'subgraphs/fasttext/dist/main.js'), {
    env: {
      SLUICE_GATEWAY_KEYS: `${sluice.url}/.well-known/jwks.json`,
      SLUICE_SERVICE_TOKEN: '',
      SLUICE_SERVICE_NAME: 'languages',
      SLUICE_REGISTER_URL: sluice.url,
      SLUICE_REGISTER_KEY: sluice.keys()['admin'] ?? '',
      SLUICE_REGISTER_LEASE_SECONDS: '3',
    },
  });
}, 120_000);

afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await sluice[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

async function ask(query: string): Promise<{ readonly data: unknown; readonly errors?: unknown }> {
  const response = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sluice.keys()['admin']}` },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: unknown };
}

/** Never the same: what is known already is answered without the service. */
let asked = 0;
const language = () =>
  `{ text(content: "The museum opens at nine, says note ${(asked += 1)}.") { language { code } } }`;
const ENGLISH = { data: { text: { language: { code: 'en' } } } };
const REGISTRATIONS = '{ serviceRegistrations { name health } }';

/** Calls reach the service, soon. */
async function expectCalls(): Promise<void> {
  const end = performance.now() + 30_000;
  let told = await ask(language());
  while (told.errors !== undefined && performance.now() < end) {
    await sleep(100);
    told = await ask(language());
  }
  expect(told).toMatchObject(ENGLISH);
}

describe('a service that registers itself', () => {
  it('takes calls, and goes on to after its gateway was killed and started again', async () => {
    await expectCalls();
    expect(await ask(REGISTRATIONS)).toEqual({
      data: { serviceRegistrations: [{ name: 'languages', health: 'READY' }] },
    });
    await sluice.kill();
    // Longer than its lease.
    await sleep(3_500);
    expect((await service.health()).status).toBe('ready');
    await start();
    await expectCalls();
  }, 90_000);

  it('is gone as soon as it ends', async () => {
    expect(await service.terminate()).toBe(0);
    expect(await ask(REGISTRATIONS)).toEqual({ data: { serviceRegistrations: [] } });
  }, 30_000);
});
