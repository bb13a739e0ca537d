import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { runCli } from '../run-cli.js';

let folder: string;

async function cost(operation: string, ...more: string[]) {
  writeFileSync(join(folder, 'operation.graphql'), operation);
  let stdout = '';
  let stderr = '';
  const exitCode = await runCli(['cost', '--operation', 'operation.graphql', ...more], {
    environment: {},
    cwd: folder,
    nodeVersion: '20.20.2',
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    atExit: () => {},
  });
  return { exitCode, stdout, stderr };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cost-'));
  writeFileSync(join(folder, 'echo.js'), '');
  writeFileSync(
    join(folder, 'sluice.yaml'),
    'limits: { maxCost: 50, roles: { service: { maxCost: 1000 } } }\nservices: [{ name: echo, run: echo.js }]',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const QUERY = 'query ($t: [String!]!) { texts(contents: $t) { embedding { model } summary { text { content } } } }';
const variables = ['--variables', JSON.stringify({ t: ['a', 'b', 'c', 'd', 'e'] })];

describe('sluice cost', () => {
  it('tells what a figure is made of, and that a limit is passed', async () => {
    const { exitCode, stdout } = await cost(QUERY, ...variables);
    expect(exitCode).toBe(1);
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'FIELD               IS                   COST    POINTS',
      'texts               Query.texts          1 × 1   1',
      'texts.embedding     Text.embedding (AI)  2 × 5   10',
      'texts.summary       Text.summary (AI)    10 × 5  50',
      'texts.summary.text  Summary.text         1 × 5   5',
      '66 points, 10 calls of AI services',
      '',
    ]);
    expect(stdout).toMatch(/✗ 66 +of 50 +points of cost +limits\.maxCost/);
    expect(stdout).toMatch(/✓ 4 +of 20 +levels +limits\.maxDepth/);
    expect(stdout).toContain('developer may not run it: it passes 1 of 10 limits.');
  });

  it('knows the limits of roles', async () => {
    const { exitCode, stdout } = await cost(QUERY, '--role', 'service', ...variables);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('service may run it.')]);
  });

  it.each([
    ['an unknown role', ['{ __typename }', '--role', 'nobody'], /There is no role nobody/],
    ['what does not fit', ['{ nothing }'], /Cannot query field "nothing"/],
    ['a variable that is missing', [QUERY], /"\$t" of required type/],
  ] as const)('refuses %s', async (_, [operation, ...more], message) => {
    const { exitCode, stderr } = await cost(operation, ...more);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
