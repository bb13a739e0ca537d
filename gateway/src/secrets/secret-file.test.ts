import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { KeyFileError } from './key-file-error.js';
import { createSecretFile, readOrCreateSecret } from './secret-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-secrets-'));
});
afterEach(async () => rm(folder, { recursive: true }));

it('is for its owner alone, and leaves no draft behind', async () => {
  const file = join(folder, 'deep', 'secret');
  expect(await createSecretFile(file, 'one\n')).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('one\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, 'deep'))).toEqual(['secret']);
});

it('never takes the place of another', async () => {
  const file = join(folder, 'secret');
  await writeFile(file, 'theirs');
  expect(await createSecretFile(file, 'mine')).toBe(false);
  expect(await readFile(file, 'utf8')).toBe('theirs');
  expect(await readdir(folder)).toEqual(['secret']);
});

it('is one for all who come at the same time, and whole for each', async () => {
  const file = join(folder, 'secret');
  let made = 0;
  const make = () => `${(made += 1)}:${'x'.repeat(100_000)}`;
  const texts = await Promise.all(Array.from({ length: 20 }, () => readOrCreateSecret(file, make)));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toMatch(/^\d+:x{100000}$/);
  expect(await readdir(folder)).toEqual(['secret']);
});

it('is read as it stands from then on', async () => {
  const file = join(folder, 'secret');
  await writeFile(file, ' kept \n');
  const make = () => {
    throw new Error('A second secret was made.');
  };
  expect(await readOrCreateSecret(file, make)).toBe('kept');
});

it('tells which file and why, where it can be neither read nor written', async () => {
  const file = join(folder, 'file', 'secret');
  await writeFile(join(folder, 'file'), '');
  const told = readOrCreateSecret(file, () => 'never told');
  await expect(told).rejects.toThrow(KeyFileError);
  await expect(told).rejects.toThrow(/secret: cannot be read \(ENOTDIR\)/);
});
