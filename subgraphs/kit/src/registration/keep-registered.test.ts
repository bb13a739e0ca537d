import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Logger, silentLogger } from '@sluice/telemetry';
import { createGatewayClient } from './gateway-client.js';
import { keepRegistered, type KeptRegistration } from './keep-registered.js';
import { readRegistration } from './read-registration.js';
import { type FakeGateway, startFakeGateway } from './testing/start-fake-gateway.js';

const SELF = { name: 'toy', url: 'http://toy.test:4101', leaseSeconds: 60 };

let gateway: FakeGateway;
let kept: KeptRegistration | null;
beforeEach(async () => void (gateway = await startFakeGateway()));
afterEach(async () => {
  await kept?.deregister();
  kept = null;
  await gateway[Symbol.asyncDispose]();
});

function register(environment: NodeJS.ProcessEnv = {}, logger: Logger = silentLogger): KeptRegistration {
  const settings = readRegistration({ SLUICE_REGISTER_URL: gateway.url, SLUICE_REGISTER_KEY: 'key', ...environment });
  const pauses = { firstMs: 5, longestMs: 20 };
  return (kept = keepRegistered({ ...SELF, gateway: createGatewayClient(settings!), logger, pauses }));
}

const operations = () => gateway.asked.map(({ operation }) => operation);
const refuse = (code: string) => (response: ServerResponse) =>
  response.end(JSON.stringify({ data: { answer: null }, errors: [{ message: code, extensions: { code } }] }));

describe('a service at a gateway', () => {
  it('registers itself with its key, renews its lease, and leaves', async () => {
    const registration = register();
    await gateway.askedTimes(3);
    expect(gateway.asked.slice(0, 2)).toEqual([
      { operation: 'Register', variables: { input: SELF }, key: 'Bearer key' },
      { operation: 'Renew', variables: { id: 'reg_1' }, key: 'Bearer key' },
    ]);
    await registration.drain();
    await registration.deregister();
    expect(operations().slice(-2)).toEqual(['Drain', 'Deregister']);
    expect(gateway.asked.at(-1)?.variables).toEqual({ id: 'reg_1' });
  });

  it('is registered anew where the gateway knows nothing of it any more', async () => {
    register();
    await gateway.askedTimes(2);
    gateway.forget();
    await gateway.askedTimes(6);
    expect(operations().filter((operation) => operation === 'Register')).toHaveLength(2);
    expect(gateway.asked.at(-1)?.variables).toEqual({ id: 'reg_2' });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['is away', (response) => response.socket?.resetAndDestroy()],
    ['answers with something else', (response) => response.writeHead(502).end('<html>')],
    ['answers with more than anybody should read', (response) => response.end('x'.repeat(200_000))],
    ['sends it elsewhere', (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
    ['refuses', refuse('FORBIDDEN')],
  ])('is patient with one that %s, and says so once', async (_, answer) => {
    const lines: string[] = [];
    gateway.answerWith(answer);
    register({}, { ...silentLogger, warn: (__, message) => lines.push(message) });
    await gateway.askedTimes(4);
    expect(lines).toHaveLength(1);
    gateway.answerWith(null);
    await gateway.askedTimes(7);
    expect(operations().at(-1)).toBe('Renew');
  });

  it('ends without a gateway that is away', async () => {
    const registration = register();
    await gateway.askedTimes(2);
    gateway.answerWith((response) => response.socket?.resetAndDestroy());
    await gateway.askedTimes(gateway.asked.length + 2);
    await registration.drain();
    await registration.deregister();
    expect(operations()).not.toContain('Deregister');
  });

  it('reads the file of its key for each request, so that the key can be another one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-register-'));
    const file = join(folder, 'key');
    await writeFile(file, 'first\n');
    register({ SLUICE_REGISTER_KEY: '', SLUICE_REGISTER_KEY_FILE: file });
    await gateway.askedTimes(1);
    await writeFile(file, 'second\n');
    while (gateway.asked.at(-1)?.key !== 'Bearer second') await gateway.askedTimes(gateway.asked.length + 1);
    expect(gateway.asked[0]?.key).toBe('Bearer first');
    await rm(folder, { recursive: true });
  });
});

describe('its environment', () => {
  const RIGHT = { SLUICE_REGISTER_URL: 'https://ai.example.com', SLUICE_REGISTER_KEY: 'key' };

  it('may name the gateway by its origin, or its endpoint', () => {
    expect(readRegistration({})).toBeNull();
    expect(readRegistration(RIGHT)).toMatchObject({ endpoint: 'https://ai.example.com/graphql', leaseSeconds: 60 });
    const elsewhere = { ...RIGHT, SLUICE_REGISTER_URL: 'https://example.com/ai/graphql', HOST: '0.0.0.0' };
    const settings = readRegistration({ ...elsewhere, SLUICE_REGISTER_AS: 'http://10.0.0.7:4101' });
    expect(settings).toMatchObject({ endpoint: 'https://example.com/ai/graphql', as: 'http://10.0.0.7:4101' });
  });

  it.each([
    ['SLUICE_REGISTER_URL', { SLUICE_REGISTER_URL: 'ai.example.com' }],
    ['SLUICE_REGISTER_KEY', { SLUICE_REGISTER_KEY: '' }],
    ['SLUICE_REGISTER_KEY', { SLUICE_REGISTER_KEY_FILE: '/etc/hosts' }],
    ['SLUICE_REGISTER_KEY_FILE', { SLUICE_REGISTER_KEY: '', SLUICE_REGISTER_KEY_FILE: '/nowhere/key' }],
    ['SLUICE_REGISTER_AS', { SLUICE_REGISTER_AS: 'toy' }],
    ['SLUICE_REGISTER_AS', { HOST: '0.0.0.0' }],
    ['SLUICE_REGISTER_LEASE_SECONDS', { SLUICE_REGISTER_LEASE_SECONDS: 'long' }],
  ])('is refused with another %s', (variable, wrong) => {
    expect(() => readRegistration({ ...RIGHT, ...wrong })).toThrow(variable);
  });
});
