import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseApiKey } from '../identity/api-key.js';
import { generatePepper } from '../identity/keys/peppers.js';
import { findPostgres } from '../storage/testing/test-postgres.js';
import { findRedis } from '../storage/testing/test-redis.js';
import { runCli } from './run-cli.js';

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const [postgres, redis] = [await findPostgres(), await findRedis()];
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

let folder: string;

async function run(
  args: readonly string[],
  environment: Record<string, string> = {},
  nodeVersion = '20.20.2',
): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const exitCode = await runCli(args, {
    environment,
    cwd: folder,
    nodeVersion,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    atExit: () => {},
  });
  return { exitCode, stdout, stderr };
}

const configure = (yaml: string) => writeFileSync(join(folder, 'sluice.yaml'), yaml);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  writeFileSync(join(folder, 'echo.js'), '');
  configure('server: { port: 0 }\nservices: [{ name: echo, run: echo.js }]');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('sluice', () => {
  it.each([
    ['--help'],
    ['serve', '--help'],
    ['check', '--help'],
    ['compose', '--help'],
    ['create-keys', '--help'],
    ['keys', '--help'],
  ])('%s %s shows how, with examples', async (...args) => {
    const { exitCode, stdout } = await run(args);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}\$ /);
  });

  it('tells its version', async () => {
    expect(await run(['--version'])).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  it.each([
    [['sreve'], 'Did you mean serve?'],
    [['serve', '--prot', '1'], 'Did you mean --port?'],
    [['create-keys'], "missing required argument 'file'"],
  ])('says what is wrong with %j', async (args, message) => {
    const { exitCode, stderr } = await run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it('does not start with a configuration that is wrong', async () => {
    configure('servics: []');
    expect(await run(['serve'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('did you mean `services`?'),
    });
  });

  it('does not start in production without the secret of keys, and says what to do', async () => {
    const { exitCode, stderr } = await run(['serve'], { NODE_ENV: 'production' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('SLUICE_KEY_PEPPERS: production needs');
    expect(stderr).toContain('sluice keys pepper');
  });
});

describe('sluice check', () => {
  it('lists what is in order', async () => {
    const { exitCode, stdout } = await run(['check']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✓ Node 20.20.2\n✓ The contracts compose\n');
    expect(stdout).toContain(`✓ The service echo: ${join(folder, 'echo.js')}\n`);
    expect(stdout).toMatch(/Everything is in order\.\n$/);
  });

  it('lists all that is not, with what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    writeFileSync(join(folder, 'file'), '');
    configure('dataDir: file/below\nservices: [{ name: echo, run: gone.js }]');
    const { exitCode, stdout } = await run(['check', '--port', String(port)], { NODE_ENV: 'production' }, '18.0.0');
    server.close();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✗ Node 18.0.0\n    is too old; install Node 20.19 or later');
    expect(stdout).toContain(
      `127.0.0.1:${port} is in use. Stop what listens there, or choose another: --port N or PORT=N.`,
    );
    expect(stdout).toContain('SLUICE_KEY_PEPPERS: production needs the secret');
    expect(stdout).toContain('the file is not there; run `npm run build`');
    expect(stdout).toMatch(/^4 to mend|5 to mend/m);
  });

  it('names the variables that settings of a service name and that are not set', async () => {
    configure(`services:
  - name: echo
    run: echo.js
    settings: { credentials: [{ apiKeyFrom: ECHO_ONE }, { apiKeyFrom: ECHO_TWO }] }`);
    const { exitCode, stdout } = await run(['check'], { ECHO_ONE: 'canary' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('settings.credentials[1].apiKeyFrom: set the environment variable ECHO_TWO');
    expect(stdout).not.toContain('ECHO_ONE');
    expect(stdout).not.toContain('canary');
  });

  it('tells of stores that are away and of keys that are none, and quotes no secret', async () => {
    const { exitCode, stdout } = await run(['check'], {
      NODE_ENV: 'production',
      SLUICE_KEY_PEPPERS: generatePepper(),
      DATABASE_URL: 'postgres://me:canary@127.0.0.1:9/sluice',
      REDIS_URL: 'redis://:canary@127.0.0.1:9',
      SLUICE_MEDIA_KEYS: 'canary',
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('SLUICE_DATA_KEYS: gateways that share a database need the same keys');
    expect(stdout).toMatch(
      /The PostgreSQL database 127\.0\.0\.1:9\/sluice \(DATABASE_URL\) cannot be used: .*ECONNREFUSED/,
    );
    expect(stdout).toMatch(/The Redis server 127\.0\.0\.1:9 \(REDIS_URL\) cannot be used: /);
    expect(stdout).not.toContain('canary');
    const keys = await run(['check'], { SLUICE_MEDIA_KEYS: 'canary' });
    expect(keys.stdout).toContain('SLUICE_MEDIA_KEYS: Expected media signing keys of the form');
    expect(keys.stdout).not.toContain('canary');
  });

  it('names the mistakes of the configuration', async () => {
    configure('services: [{ name: echo }]');
    const { exitCode, stdout } = await run(['check']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('sluice.yaml:1:12: services[0]: expected one of `run`');
  });
});

const missing = [postgres ? [] : 'postgres', redis ? [] : 'redis'].flat();
const leftOut = missing.length > 0 ? `LEFT OUT, no ${missing[0]} server: ` : '';
(leftOut ? describe.skip : describe)(`${leftOut}sluice check with servers`, () => {
  it('asks the database and Redis, and changes nothing there', async () => {
    const database = await postgres!.createDatabase();
    const { host, pathname } = new URL(database.url);
    const environment = { DATABASE_URL: database.url, REDIS_URL: redis!.url };
    const first = await run(['check'], environment);
    expect(first.stdout).toContain(
      `✓ The database: PostgreSQL ${host}${pathname}, whose schema a start brings up to date (`,
    );
    expect(first.stdout).toContain(`✓ Redis: ${new URL(redis!.url).host}\n`);
    // It was not brought up to date by the look.
    expect((await run(['check'], environment)).stdout).toBe(first.stdout);
    await database.drop();
  });
});

describe('sluice create-keys', () => {
  it('writes a file that production starts with, once', async () => {
    const file = join(folder, 'keys.json');
    expect(await run(['create-keys', 'keys.json'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(file),
    });
    const { admin } = JSON.parse(readFileSync(file, 'utf8')) as { admin: string };
    expect(parseApiKey(admin)?.environment).toBe('live');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const environment = { NODE_ENV: 'production', SLUICE_KEYS_FILE: file, SLUICE_KEY_PEPPERS: generatePepper() };
    expect(await run(['check'], environment)).toMatchObject({ exitCode: 0 });
    expect(await run(['create-keys', 'keys.json'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('already'),
    });
  });
});

describe('sluice compose --check and config-schema', () => {
  it('find the committed graph in order', async () => {
    expect(await run(['compose', '--check'])).toEqual({
      exitCode: 0,
      stdout: 'Composed; nothing changed.\n',
      stderr: '',
    });
  });

  it('print the JSON schema', async () => {
    const { stdout } = await run(['config-schema']);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Sluice', required: ['services'] });
  });
});
