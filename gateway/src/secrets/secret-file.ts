import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { KeyFileError } from './key-file-error.js';

/**
 * Writes a file for its owner's eyes alone (file 0600, folder 0700). It appears whole or not at all, and never replaces
 * another: of several processes that come at the same time, one writes it.
 *
 * @returns false when the file was there already
 * @throws KeyFileError when it cannot be written
 */
export async function createSecretFile(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeDurably(draft, text);
    return await publish(draft, file);
  } catch (error) {
    const reason = codeOf(error) ?? 'unknown error';
    throw new KeyFileError(file, `cannot be written (${reason}); check that the folder is writable`, error);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * What a file holds, without the space around it. Where there is none it is made, so that what was made under the
 * secret outlives a restart.
 *
 * @throws KeyFileError when it can be neither read nor written
 */
export async function readOrCreateSecret(file: string, make: () => string): Promise<string> {
  const found = await read(file);
  if (found !== null) return found;
  await createSecretFile(file, `${make()}\n`);
  const text = await read(file);
  if (text === null) throw new KeyFileError(file, 'was taken away while it was read');
  return text;
}

async function read(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new KeyFileError(file, `cannot be read (${codeOf(error) ?? 'unknown error'})`, error);
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'wx', 0o600);
  await handle.writeFile(text);
  await handle.sync();
}

/** Unlike a rename, a link fails where the file exists. */
async function publish(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Some shared folders know no links.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(codeOf(error) ?? '')) throw error;
    await rename(draft, file);
  }
  return true;
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
