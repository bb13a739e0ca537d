import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { CREDENTIAL_SETTINGS, missingCredential, readCredentialSources } from './credential-settings.js';
import { createFileSource } from './file-source.js';

const folder = mkdtempSync(join(tmpdir(), 'sluice-credentials-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = z.strictObject(CREDENTIAL_SETTINGS);
const sourcesOf = (settings: unknown, environment: NodeJS.ProcessEnv = {}) =>
  readCredentialSources(schema.parse(settings), { environment, usual: 'USUAL' });

describe('A credential in a file', () => {
  it('is read again when it changes, a second later at most, or at once when it is doubted', () => {
    let time = 0;
    const file = join(folder, 'changing');
    const { read } = createFileSource({ file, now: () => time });
    expect(read()).toBeUndefined();
    writeFileSync(file, '  first\n');
    time += 1_000;
    expect(read()).toBe('first');
    writeFileSync(file, 'second');
    expect(read()).toBe('first');
    expect(read(true)).toBe('second');
    writeFileSync(file, 'third');
    time += 1_000;
    expect(read()).toBe('third');
  });

  it('stays in force while the file is gone or empty', () => {
    const file = join(folder, 'replaced');
    const { read } = createFileSource({ file });
    writeFileSync(file, 'secret');
    expect(read()).toBe('secret');
    writeFileSync(file, '');
    expect(read(true)).toBe('secret');
    rmSync(file);
    expect(read(true)).toBe('secret');
  });

  it('is no folder', () => {
    expect(createFileSource({ file: folder }).read()).toBeUndefined();
  });
});

describe('Credentials of the settings', () => {
  it('are the usual variable where none is named', () => {
    const [source] = sourcesOf({}, { USUAL: ' a-key ' });
    expect(source).toMatchObject({ name: 'USUAL' });
    expect(source?.read()).toBe('a-key');
  });

  it('are one, or several, some for certain tenants', () => {
    const settings = { apiKeyFrom: 'A', credentials: [{ apiKeyFrom: 'B', tenants: ['t'] }, { apiKeyFile: '/keys/c' }] };
    const sources = sourcesOf(settings, { A: 'a', B: 'b' });
    expect(sources.map(({ name, tenants }) => [name, ...(tenants ?? [])])).toEqual([['A'], ['B', 't'], ['/keys/c']]);
    expect(sources.map((source) => source.read())).toEqual(['a', 'b', undefined]);
  });

  it.each([
    { credentials: [{}] },
    { credentials: [] },
    { credentials: [{ apiKeyFrom: 'A', apiKeyFile: 'b' }] },
    { credentials: [{ apiKeyFrom: 'A', tenants: [] }] },
    { apiKeyFrom: 'sk-canary' },
  ])('are refused where they make no sense: %j', (settings) => {
    expect(schema.safeParse(settings).success).toBe(false);
  });

  it('are missing only where none of them is there', () => {
    const settings = { credentials: [{ apiKeyFrom: 'A' }, { apiKeyFrom: 'B' }] };
    expect(missingCredential(sourcesOf(settings, { B: 'b' }))).toBeUndefined();
    expect(missingCredential(sourcesOf(settings, { A: ' ' }))).toBe('There is no credential: set A or B.');
    expect(missingCredential([])).toBeUndefined();
  });
});
