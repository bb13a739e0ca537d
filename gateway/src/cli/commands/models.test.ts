import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import { runCli } from '../run-cli.js';

async function run(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-models-'));
  let [stdout, stderr] = ['', ''];
  const exitCode = await runCli(['models', ...args], {
    environment: {},
    cwd: folder,
    nodeVersion: '20.20.2',
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    atExit: () => {},
  });
  const wrote = existsSync(join(folder, 'models/model.gguf'));
  rmSync(folder, { recursive: true });
  return { exitCode, stdout, stderr, wrote };
}

describe('sluice models pull', () => {
  it('shows how', async () => {
    const { exitCode, stdout } = await run('pull', '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--sha256 <hex>[^]*Example:\n {2}\$ sluice models pull https:/);
  });

  it.each([
    ['what is no URL', ['pull', 'model'], /Expected a URL/],
    ['a checksum of another kind', ['pull', 'https://example.com/a', '--sha256', 'abc'], /64 hexadecimal digits/],
    ['a size of nothing', ['pull', 'https://example.com/a', '--max-bytes', '0'], /whole number above 0/],
  ])('refuses %s', async (_what, args, message) => {
    const { exitCode, stderr } = await run(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('fetches over TLS alone', async () => {
    const { exitCode, stderr, wrote } = await run('pull', 'http://127.0.0.1:9/model.gguf');
    expect({ exitCode, stderr, wrote }).toEqual({
      exitCode: 1,
      stderr: 'Expected an https: URL, got http:\n',
      wrote: false,
    });
  });

  it('says when a server cannot be reached', async () => {
    const { exitCode, stderr } = await run('pull', 'https://127.0.0.1:9/model.gguf');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '127.0.0.1:9 could not be reached.\n' });
  });
});
