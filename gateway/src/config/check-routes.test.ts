import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { ConfigError } from './config-error.js';
import { loadConfig } from './load-config.js';
import { routeSettings } from './route-settings.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-routes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SERVICES =
  'services:\n  - { name: llama, run: llama.js }\n  - { name: openai, run: openai.js, onlyWith: OPENAI_API_KEY }\n';

function load(routes: string) {
  writeFileSync(join(folder, 'sluice.yaml'), `${SERVICES}${routes}`);
  return loadConfig({ cwd: folder, env: {} });
}

function problemsOf(routes: string): string[] {
  try {
    load(routes);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** Routes of generation, one a line, the first on line 5. */
const routes = (...written: string[]) =>
  `routes:\n${written.map((route) => `  - { capability: generation, ${route} }\n`).join('')}`;

describe('Routes of the configuration', () => {
  it('are none where none are written', () => {
    expect(load('').routes).toEqual([]);
  });

  it('are read with their targets, also those of services that are left out of this run', () => {
    const { routes: read, services } = load(
      routes('model: fast, labels: [batch], targets: [{ service: openai, model: small }, { service: llama }]'),
    );
    expect(services.map(({ name }) => name)).toEqual(['llama']);
    expect(read[0]).toMatchObject({
      model: 'fast',
      labels: ['batch'],
      strategy: 'priority',
      targets: [
        { service: 'openai', model: 'small', weight: 1 },
        { service: 'llama', weight: 1 },
      ],
    });
    expect(Object.isFrozen(read[0]?.targets)).toBe(true);
  });

  it('name services that there are', () => {
    expect(problemsOf(routes('targets: [{ service: llama }, { service: opneai }]'))).toEqual([
      'sluice.yaml:5:72: routes[0].targets[1].service: there is no service "opneai"; did you mean `openai`? (a service that registers itself needs an entry with `registers: true`)',
    ]);
  });

  it('have at least one target', () => {
    const [problem] = problemsOf(routes('targets: []'));
    expect(problem).toBe(
      'sluice.yaml:5:40: routes[0].targets: expected at least one target, such as { service: openai }',
    );
    expect(problemsOf(routes('model: fast'))).toEqual([
      'sluice.yaml:5:5: routes[0].targets: is missing; expected a list',
    ]);
  });

  it('name roles that there are', () => {
    expect(problemsOf(routes('roles: [viewer, oprator], targets: [{ service: llama }]'))).toEqual([
      'sluice.yaml:5:47: routes[0].roles[1]: there is no role "oprator"; did you mean `operator`?',
    ]);
  });

  it('take names that contexts leave as they are', () => {
    const aliases = 'contexts: { modelAliases: { quick: fast } }\n';
    const route = (model: string) => routes(`model: ${model}, targets: [{ service: llama }]`);
    expect(problemsOf(route('fast') + aliases)).toEqual([]);
    expect(problemsOf(route('quick') + aliases)).toEqual([
      'sluice.yaml:5:38: routes[0].model: contexts.modelAliases makes "fast" of "quick" first; name "fast" here, or leave the alias out',
    ]);
  });

  it('each take something that those before do not', () => {
    const targets = 'targets: [{ service: llama }]';
    expect(problemsOf(routes(targets, `tenants: [acme], ${targets}`))).toEqual([
      'sluice.yaml:6:5: routes[1]: takes no call, since routes[0] takes all that it would; put it before that one',
    ]);
    expect(problemsOf(routes(`model: fast, ${targets}`, `model: good, ${targets}`, targets))).toEqual([]);
  });

  it.each([
    ['strategy: fastest', /routes\[0\]\.strategy: expected one of priority, .*; got "fastest"/],
    ['hedge: soon', /routes\[0\]\.hedge: expected true, false, or how long to wait/],
    ['retries: 50', /routes\[0\]\.retries: expected at most 10, got 50/],
    ['labels: [Batch]', /routes\[0\]\.labels\[0\]: expected lower-case letters/],
    ['critcal: true', /routes\[0\]\.critcal: there is no such setting; did you mean `critical`\?/],
  ])('do not say %s', (setting, expected) => {
    expect(problemsOf(routes(`${setting}, targets: [{ service: llama }]`)).join()).toMatch(expected);
  });
});

describe('The page on routing', () => {
  const page = readFileSync(new URL('../../../docs/routing.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```yaml\n(routes:.*?)```/s.exec(page) ?? [];

  it('shows routes that are in order', () => {
    const written = ['llama', 'openai', 'google'].map((name) => `  - { name: ${name}, run: x.js }\n`).join('');
    writeFileSync(join(folder, 'sluice.yaml'), `services:\n${written}${shown}`);
    expect(loadConfig({ cwd: folder, env: {} }).routes).toHaveLength(2);
  });

  it('names every setting of a route', () => {
    const { items } = z.toJSONSchema(routeSettings, { io: 'input' }) as { items: { properties: object } };
    for (const setting of Object.keys(items.properties)) expect(page).toContain(`\`${setting}\``);
  });
});
