import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyFileError } from '../secrets/key-file-error.js';
import { createKeyFile } from './key-file.js';
import { readStartKeys } from './read-start-keys.js';
import { ROLES } from './roles.js';

let parent: string;
let dataDir: string;

const open = (keysFile?: string, mode: 'development' | 'production' = 'development') =>
  readStartKeys({ mode, dataDir, identity: keysFile === undefined ? {} : { keysFile } });
const devKeysFile = () => join(dataDir, 'dev-keys.json');
const modeOf = (path: string) => statSync(path).mode & 0o777;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sluice-keys-'));
  dataDir = join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('development', () => {
  it('makes a key for each role on its first start, for its owner alone', async () => {
    const { devKeys } = await open();
    expect(devKeys).toMatchObject({ file: devKeysFile(), created: true });
    expect(Object.keys(devKeys?.keys ?? {})).toEqual(ROLES);
    expect([modeOf(dataDir), modeOf(devKeysFile())]).toEqual([0o700, 0o600]);
    expect(readdirSync(dataDir)).toEqual(['dev-keys.json']);
  });

  it('works with the same keys on later starts', async () => {
    const first = await open();
    const second = await open();
    expect(second.devKeys).toEqual({ ...first.devKeys, created: false });
    expect(second.keys).toEqual(first.keys);
  });

  it('makes them once when two gateways start at once', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(opened.filter(({ devKeys }) => devKeys?.created)).toHaveLength(1);
    expect(new Set(opened.map(({ devKeys }) => devKeys?.keys.admin)).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(['dev-keys.json']);
  });

  it('takes a file that others may read back to its owner', async () => {
    await open();
    chmodSync(devKeysFile(), 0o644);
    await open();
    expect(modeOf(devKeysFile())).toBe(0o600);
  });

  it.each(['no JSON', '[]', '{"developer":"slc_dev_wrong"}', '{"stranger":"x"}', ' '.repeat(100_000)])(
    'names a damaged file, says what to do, and does not quote it (%#)',
    async (text) => {
      await open();
      writeFileSync(devKeysFile(), text);
      const error = await open().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(KeyFileError);
      expect(String(error)).toContain('Delete the file');
      expect(String(error)).not.toContain('slc_dev_wrong');
    },
  );

  it('says so when the data folder cannot be made', async () => {
    writeFileSync(dataDir, 'a file');
    await expect(open()).rejects.toThrow(/dev-keys.json: cannot be read/);
  });
});

describe('production', () => {
  it('makes no keys', async () => {
    expect(await open(undefined, 'production')).toEqual({ keys: {} });
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  it('reads the file that is named, and shows none of its keys', async () => {
    const file = join(parent, 'keys.json');
    await createKeyFile(file, 'live');
    expect(await open(file, 'production')).toEqual({ keys: JSON.parse(readFileSync(file, 'utf8')) });
  });

  it('refuses a file that is not there, is empty, or holds keys of development', async () => {
    await expect(open(join(parent, 'none.json'), 'production')).rejects.toThrow(/there is no such file/);
    writeFileSync(join(parent, 'empty.json'), '{}');
    await expect(open(join(parent, 'empty.json'), 'production')).rejects.toThrow(/holds no key/);
    await createKeyFile(join(parent, 'dev.json'), 'dev');
    await expect(open(join(parent, 'dev.json'), 'production')).rejects.toThrow(/keys of development/);
  });
});

it('never replaces a file of keys', async () => {
  const file = join(parent, 'keys.json');
  await createKeyFile(file, 'live');
  const before = readFileSync(file, 'utf8');
  expect(await createKeyFile(file, 'live')).toBeNull();
  expect(readFileSync(file, 'utf8')).toBe(before);
});
