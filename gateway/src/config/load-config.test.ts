import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import { configJsonSchema } from './config-json-schema.js';
import { loadConfig, type LoadConfigOptions } from './load-config.js';

const MINIMAL = 'services:\n  - name: echo\n    run: echo.js\n';

let folder: string;

function load(yaml: string, options: Partial<LoadConfigOptions> = {}): Config {
  writeFileSync(join(folder, 'sluice.yaml'), yaml);
  return loadConfig({ cwd: folder, env: {}, ...options });
}

function problemsOf(yaml: string, options: Partial<LoadConfigOptions> = {}): string[] {
  try {
    load(yaml, options);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('the configuration was accepted');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a configuration that is in order', () => {
  it('gets its defaults, absolute paths, and cannot be changed', () => {
    const config = load(MINIMAL);
    expect(config).toMatchObject({
      file: join(folder, 'sluice.yaml'),
      mode: 'development',
      server: {
        host: '127.0.0.1',
        port: 4000,
        bodyLimitBytes: 12 * 1024 * 1024,
        trustedProxies: [],
        cors: { origins: [] },
      },
      dataDir: join(folder, '.sluice'),
      identity: {},
      services: [{ kind: 'run', name: 'echo', run: join(folder, 'echo.js'), capabilities: {} }],
      logging: { level: 'info' },
    });
    expect(Object.isFrozen(config.services[0]?.timeouts)).toBe(true);
  });

  it('is found from a folder below its own', () => {
    load(MINIMAL);
    const below = join(folder, 'a', 'b');
    mkdirSync(below, { recursive: true });
    expect(loadConfig({ cwd: below, env: {} }).file).toBe(join(folder, 'sluice.yaml'));
  });

  it('takes services that run already, without the slash at the end of their URL', () => {
    const { services } = load(
      'services: [{ name: far, url: "http://10.0.0.1:9000/", capabilities: { embeddings: { priority: 1 } } }]',
    );
    expect(services[0]).toMatchObject({
      kind: 'url',
      url: 'http://10.0.0.1:9000',
      capabilities: { embeddings: { priority: 1 } },
    });
  });
});

describe('settings of a service', () => {
  it('are kept with absolute files, and the variables that they name are inherited', () => {
    const { services } = load(`services:
  - name: echo
    run: echo.js
    environment: [ECHO_HOME]
    settings: { apiKeyFrom: ECHO_KEY, apiKeyFile: secrets/echo, models: [{ name: m }] }`);
    expect(services[0]).toMatchObject({
      environment: ['ECHO_HOME', 'ECHO_KEY'],
      settings: { apiKeyFrom: 'ECHO_KEY', apiKeyFile: join(folder, 'secrets/echo'), models: [{ name: 'm' }] },
    });
  });

  it('are refused where they hold a secret, or where another has started the service', () => {
    expect(problemsOf('services: [{ name: a, run: a.js, settings: { apiKey: canary } }]')).toEqual([
      'sluice.yaml:1:54: services[0].settings.apiKey: expected no secret: set an environment variable, and name it with `apiKeyFrom`',
    ]);
    expect(problemsOf('services: [{ name: a, url: "http://a", settings: {} }]')).toEqual([
      expect.stringContaining('services[0].settings: expected `run`'),
    ]);
  });
});

describe('environment and command line', () => {
  it('win over the file, the command line over both', () => {
    const env = { PORT: '5000', SLUICE_DATA_DIR: 'state', LOG_LEVEL: 'warn', NODE_ENV: 'production' };
    const config = load(`server: { port: 4100 }\n${MINIMAL}`, { env, cwd: folder });
    expect(config.server.port).toBe(5000);
    expect(config.dataDir).toBe(resolve(folder, 'state'));
    expect(config.logging.level).toBe('warn');
    expect(config.mode).toBe('production');
    expect(load(MINIMAL, { env, port: '0' }).server.port).toBe(0);
  });

  it('leave the file alone where they are empty', () => {
    expect(load(MINIMAL, { env: { PORT: '', NODE_ENV: 'test' } })).toMatchObject({
      mode: 'development',
      server: { port: 4000 },
    });
  });

  it('are named in errors', () => {
    expect(problemsOf(MINIMAL, { env: { PORT: 'abc', LOG_LEVEL: 'loud' } })).toEqual([
      'environment: PORT: expected a whole number, got "abc"',
      'environment: LOG_LEVEL: expected one of debug, info, warn, error, silent; got "loud"',
    ]);
    expect(problemsOf(MINIMAL, { port: '70000' })).toEqual(['command line: --port: expected at most 65535, got 70000']);
    expect(problemsOf(MINIMAL, { role: 'worker' })).toEqual([
      expect.stringMatching(/^command line: --role: expected `storage.databaseUrl` \(or DATABASE_URL\) beside it/),
    ]);
  });

  it('say what a process does', () => {
    const env = { SLUICE_ROLE: 'gateway', DATABASE_URL: 'postgres://localhost/sluice' };
    expect(load(MINIMAL, { env }).server.role).toBe('gateway');
    expect(load(MINIMAL, { env, role: 'worker' }).server.role).toBe('worker');
    expect(problemsOf(`executions: { concurrency: 0 }\n${MINIMAL}`, { env, role: 'worker' })).toEqual([
      'sluice.yaml:1:28: executions.concurrency: expected 1 or more: a worker does nothing else',
    ]);
  });
});

describe('mistakes', () => {
  it('are told all at once, each with file, line and setting', () => {
    const yaml = `mode: fast
server:
  port: 70000
  hots: 0.0.0.0
services:
  - name: Echo!
    run: echo.js
    url: http://localhost:1
  - name: two
`;
    expect(problemsOf(yaml)).toEqual([
      'sluice.yaml:1:7: mode: expected one of development, production; got "fast"',
      'sluice.yaml:3:9: server.port: expected at most 65535, got 70000',
      'sluice.yaml:4:3: server.hots: there is no such setting; did you mean `host`?',
      'sluice.yaml:6:11: services[0].name: expected lower-case letters, digits and hyphens, a letter first',
      'sluice.yaml:6:5: services[0]: expected one of `run` (a file to start), `url` (a service that already runs), `discover` and `registers`',
      'sluice.yaml:9:5: services[1]: expected one of `run` (a file to start), `url` (a service that already runs), `discover` and `registers`',
    ]);
  });

  it.each([
    ['', 'sluice.yaml:1:1: services: is missing; expected a list'],
    [
      'services: []\nregistration: { enabled: false }',
      'sluice.yaml:1:11: services: expected at least one service, or `registration.enabled`',
    ],
    ['services: 3', 'sluice.yaml:1:11: services: expected a list, got 3'],
    [`server: 4000\n${MINIMAL}`, 'sluice.yaml:1:9: server: expected a mapping of settings, got 4000'],
    [`zebra: 1\n${MINIMAL}`, /^sluice.yaml:1:1: zebra: there is no such setting; expected one of mode, server,/],
    [
      `${MINIMAL}  - name: echo\n    run: other.js\n`,
      'sluice.yaml:2:3: services: expected every service to have a name of its own',
    ],
    [`server: { cors: { origins: [app.example.com] } }\n${MINIMAL}`, /cors\.origins\[0\]: expected an origin/],
    ['services:\n  - name: far\n    url: ftp://x', /services\[0\]\.url: expected a URL that begins with http/],
    ['a: [1', /^sluice.yaml:1:6: /],
    ['- 1', 'sluice.yaml:1:1: expected a mapping of settings, got [1]'],
  ])('of a file %j are named', (yaml, message) => {
    const [first] = problemsOf(yaml);
    expect(first).toMatch(message);
  });

  it('include a file that is not there, with what to do', () => {
    expect(() => loadConfig({ cwd: folder, env: {} })).toThrow(/sluice.yaml: there is none in .* --config FILE/);
    expect(() => loadConfig({ cwd: folder, env: {}, file: 'other.yaml' })).toThrow(/other.yaml: cannot be read/);
  });
});

describe('what is committed', () => {
  const root = resolve(import.meta.dirname, '../../..');

  it('has a JSON schema that is the one of the code; `sluice config-schema` writes it', () => {
    const committed: unknown = JSON.parse(readFileSync(join(root, 'gateway/sluice.schema.json'), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it('has a sluice.yaml in order, with four services', () => {
    const { services } = loadConfig({ cwd: root, env: {} });
    expect(services.map(({ name }) => name)).toEqual(['sentence-encoder', 'tesseract', 'fasttext', 'espeak']);
  });
});
