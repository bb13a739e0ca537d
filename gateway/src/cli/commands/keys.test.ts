import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { ME } from '../../accounts/testing/key-operations.js';
import { startKeyGateway } from '../../accounts/testing/start-key-gateway.js';
import { parseApiKey } from '../../identity/api-key.js';
import { generatePepper, parsePeppers } from '../../identity/keys/peppers.js';
import { openPgliteStore } from '../../storage/store/pglite/pglite-store.js';
import { fillStorageFolder } from '../../storage/testing/pglite-template.js';
import { runCli } from '../run-cli.js';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-keys-'));
  writeFileSync(join(folder, 'sluice.yaml'), 'dataDir: data\nservices: [{ name: far, url: "http://127.0.0.1:9" }]\n');
  await fillStorageFolder(join(folder, 'data'));
}, 60_000);
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  let [stdout, stderr] = ['', ''];
  const exitCode = await runCli(['keys', ...args], {
    environment,
    cwd: folder,
    nodeVersion: '20.20.2',
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    atExit: () => {},
  });
  return { exitCode, stdout, stderr };
}

describe('sluice keys at the database', () => {
  it('makes the first key of production, lists, rotates and revokes it', async () => {
    const production = { NODE_ENV: 'production', SLUICE_KEY_PEPPERS: generatePepper() };
    const made = await run(['create', '--role', 'admin', '--name', 'The first'], production);
    expect(made).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('for the tenant default: admin') });
    const key = parseApiKey(made.stdout.trim())!;
    expect(key.environment).toBe('live');

    const rotated = await run(['rotate', key.id, '--overlap', '12h'], production);
    const replacement = parseApiKey(rotated.stdout.trim())!;
    const revoked = await run(['revoke', key.id], production);
    expect(revoked).toEqual({ exitCode: 0, stdout: `Revoked ${key.id}.\n`, stderr: '' });
    const { stdout } = await run(['list'], production);
    const [head, first, second, ...rest] = stdout.split('\n');
    expect(head).toMatch(/^ID +NAME +TENANT +STATE +GIVES +EXPIRES +LAST USED$/);
    expect(first).toMatch(new RegExp(`^${replacement.id} +The first +default +ACTIVE +admin +- +-$`));
    expect(second).toMatch(new RegExp(`^${key.id} +The first +default +REVOKED`));
    expect(rest).toEqual(['']);
    // What it made is good at a gateway on the same database and peppers.
    const store = await openPgliteStore({ dataDir: join(folder, 'data') });
    const [row] = (await store.execute('SELECT hash, pepper FROM sluice.api_keys WHERE id = $1', [replacement.id])) as {
      hash: Uint8Array;
      pepper: string;
    }[];
    await store.close();
    expect(parsePeppers(production.SLUICE_KEY_PEPPERS).verify(replacement.text, row!)).toBe(true);
  }, 120_000);

  it('keeps keys of development out of production, until they are revoked', async () => {
    await run(['create', '--role', 'viewer']);
    const production = { NODE_ENV: 'production', SLUICE_KEY_PEPPERS: generatePepper(), PORT: '0' };
    let stderr = '';
    const context = {
      environment: production,
      cwd: folder,
      nodeVersion: '20.20.2',
      stdout: { write: () => {} },
      stderr: { write: (text: string) => (stderr += text) },
      signal: AbortSignal.timeout(60_000),
      atExit: () => {},
    };
    expect(await runCli(['serve'], context)).toBe(2);
    expect(stderr).toContain('sluice keys revoke --development');
    expect(await run(['revoke', '--development'], production)).toMatchObject({
      stdout: 'Revoked 1 keys of development.\n',
    });
    const { stdout } = await run(['list'], production);
    expect(stdout).toContain('REVOKED');
  }, 120_000);

  it('says what is wrong', async () => {
    expect(await run(['create'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('a role or a scope') });
    expect(await run(['create', '--role', 'king'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('There is no role king; there are admin, operator'),
    });
    expect(await run(['create', '--role', 'admin', '--expires', 'soon'])).toMatchObject({ exitCode: 2 });
    expect(await run(['revoke'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--development') });
    expect(await run(['revoke', 'nobody'])).toMatchObject({
      exitCode: 1,
      stderr: 'There is no API key with this id.\n',
    });
    const store = await openPgliteStore({ dataDir: join(folder, 'data') });
    const busy = await run(['list']);
    await store.close();
    expect(busy).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/in use by process \d+ [^]*--url/) });
  }, 120_000);

  it('makes the secret that keys are hashed under', async () => {
    const { stdout } = await run(['pepper']);
    expect(() => parsePeppers(stdout.trim())).not.toThrow();
  });
});

describe('sluice keys at a gateway', () => {
  it('makes, lists, rotates and revokes with what the own key allows', async () => {
    await using gateway = await startKeyGateway();
    const as = (key: string) => ({ SLUICE_URL: `${gateway.url}/graphql`, SLUICE_API_KEY: key });
    const admin = as(gateway.keys.admin);
    const made = await run(['create', '--scope', 'context:embed', '--expires', '30d'], admin);
    expect(made.exitCode).toBe(0);
    const text = made.stdout.trim();
    expect((await gateway.ask(text, ME)).status).toBe(200);
    const { id } = parseApiKey(text)!;
    const rotated = await run(['rotate', id, '--overlap', '0s'], admin);
    expect((await gateway.ask(text, ME)).status).toBe(401);
    expect((await gateway.ask(rotated.stdout.trim(), ME)).status).toBe(200);
    expect((await run(['list'], admin)).stdout).toMatch(new RegExp(`${id} +context:embed +default +EXPIRED`));
    expect((await run(['revoke', parseApiKey(rotated.stdout.trim())!.id], admin)).exitCode).toBe(0);
    expect((await gateway.ask(rotated.stdout.trim(), ME)).status).toBe(401);

    expect(await run(['list'], as(gateway.keys.viewer))).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await run(['list', '--url', gateway.url])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('SLUICE_API_KEY'),
    });
    expect(await run(['list', '--url', 'http://127.0.0.1:9'], admin)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('cannot be asked'),
    });
  }, 120_000);
});
