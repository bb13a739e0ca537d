import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { runCli } from '../run-cli.js';

let folder: string;

async function run(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const exitCode = await runCli(['access', ...args], {
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

const explain = (role: string, operation: string, ...more: string[]) => {
  writeFileSync(join(folder, 'operation.graphql'), operation);
  return run('explain', '--role', role, '--operation', 'operation.graphql', ...more);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-access-'));
  writeFileSync(join(folder, 'echo.js'), '');
  const roles = '{ analyst: { permissions: ["context:embed"], models: [small] } }';
  writeFileSync(
    join(folder, 'sluice.yaml'),
    `access: { mode: reject, roles: ${roles} }\nservices: [{ name: echo, run: echo.js }]`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('sluice access explain', () => {
  it('tells what a role may not read and why, and fails', async () => {
    const { exitCode, stdout } = await explain('viewer', '{ a: text(content: "x") { content summary { model } } }');
    expect(exitCode).toBe(1);
    expect(stdout.split('\n')).toEqual([
      '✓ a          Query.text: @authenticated',
      '✓ a.content  Text.content: allow',
      '✗ a.summary  Text.summary: @requiresScopes context:summarize',
      'viewer holds executions:read, webhooks:read, services:read, usage:read.',
      '1 of 3 fields would be denied, and nothing would run (access.mode: reject).',
      '',
    ]);
  });

  it('tells that all is allowed', async () => {
    const { exitCode, stdout } = await explain('developer', '{ text(content: "x") { embedding { model } } }');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('All of it would be allowed.')]);
  });

  it('knows the roles of the configuration, variables and conditions', async () => {
    const query = `query ($model: String, $no: Boolean!) {
      text(content: "x") { embedding(model: $model) { model } language @include(if: $no) { code } } }`;
    const ask = (model: string) => explain('analyst', query, '--variables', JSON.stringify({ model, no: false }));
    expect(await ask('small')).toMatchObject({ exitCode: 0 });
    expect(await ask('large')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('access.models') });
  });

  it.each([
    ['an unknown role', () => explain('nobody', '{ __typename }'), /There is no role nobody; expected admin/],
    ['what is not GraphQL', () => explain('viewer', '{'), /cannot be read: Syntax Error/],
    ['what does not fit', () => explain('viewer', '{ nothing }'), /Cannot query field "nothing"/],
  ])('refuses %s', async (_, ask, message) => {
    const { exitCode, stderr } = await ask();
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('sluice access matrix', () => {
  it('prints every field that has a rule, and which roles may read it', async () => {
    const { exitCode, stdout } = await run('matrix');
    expect(exitCode).toBe(0);
    const [head = '', ...lines] = stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(head.slice(1)).toEqual('admin operator developer viewer service analyst anonymous RULE'.split(' '));
    const rows = new Map(lines.map(([coordinate = '', ...cells]) => [coordinate, cells.join('')]));
    expect(rows.get('Query.text')).toBe('✓✓✓✓✓✓·@authenticated');
    expect(rows.get('Query.services')).toBe('✓✓✓✓···@requiresScopes services:read');
    expect(rows.get('Embedding.vector')).toBe('✓·✓·✓✓·@requiresScopes context:embed');
    expect(rows.has('Text.content')).toBe(false);
  });

  it('prints some roles alone', async () => {
    const { stdout } = await run('matrix', '--role', 'viewer', 'anonymous');
    expect(stdout.split('\n')[0]?.trim().split(/ +/)).toEqual(['viewer', 'anonymous', 'RULE']);
  });
});
