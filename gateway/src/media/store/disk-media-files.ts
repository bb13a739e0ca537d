import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { errorCode } from '../error-code.js';
import { fileNameOf, type MediaAddress, parseFileName } from './media-address.js';
import type { MediaFile, MediaFiles } from './media-files.js';

/** Unfinished files live here, on the same file system, so that they can be moved in one step. */
const UNFINISHED = 'unfinished';
/** What is unfinished for so long is left from a crash, in milliseconds. */
const ABANDONED_AFTER_MS = 60 * 60_000;

/**
 * Files below one folder: `<tenant key>/<two digits>/<SHA-256>.<extension>`. Nothing of a path comes from outside, only
 * digits that were checked; folder and files are for the owner alone.
 *
 * @param folder absolute; made when it is needed
 */
export function createDiskMediaFiles(folder: string): MediaFiles {
  const folderOf = ({ tenant, id }: MediaAddress) => join(folder, tenant, id.slice(0, 2));
  const pathOf = (address: MediaAddress) => join(folderOf(address), fileNameOf(address));
  return {
    async write(address, bytes, signal) {
      const unfinished = join(folder, UNFINISHED, randomUUID());
      await makeFolders(join(folder, UNFINISHED), folderOf(address));
      try {
        await writeFile(unfinished, bytes, { mode: 0o600, flag: 'wx', flush: true, signal });
        await rename(unfinished, pathOf(address));
      } catch (error) {
        await rm(unfinished, { force: true });
        // On Windows a file that is being read cannot be replaced; the same content is there already.
        if (!(await describe(address, pathOf(address)))) throw error;
      }
    },
    async read(address, range, signal) {
      const handle = await unlessMissing(open(pathOf(address), 'r'));
      if (!handle) return undefined;
      const bounds = range && { start: range.first, end: range.last };
      return createReadStream('', { fd: handle, signal, ...bounds });
    },
    stat: (address) => describe(address, pathOf(address)),
    async touch(address) {
      const now = new Date();
      await unlessMissing(utimes(pathOf(address), now, now));
    },
    remove: (address) => rm(pathOf(address), { force: true }),
    list: (signal) => listFiles(folder, signal),
    close: () => Promise.resolve(),
  };
}

async function makeFolders(...folders: string[]): Promise<void> {
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
}

async function describe(address: MediaAddress, path: string): Promise<MediaFile | undefined> {
  const found = await unlessMissing(stat(path));
  return found && { address, bytes: found.size, writtenAt: found.mtimeMs };
}

/** Depth first; another gateway may remove files and folders meanwhile. */
async function* listFiles(folder: string, signal: AbortSignal): AsyncGenerator<MediaFile> {
  await removeAbandoned(join(folder, UNFINISHED), signal);
  for await (const tenant of names(folder, signal)) {
    if (tenant === UNFINISHED) continue;
    for await (const shard of names(join(folder, tenant), signal)) {
      for await (const name of names(join(folder, tenant, shard), signal)) {
        const address = parseFileName(tenant, name);
        const file = address && (await describe(address, join(folder, tenant, shard, name)));
        if (file) yield file;
      }
    }
  }
}

async function removeAbandoned(folder: string, signal: AbortSignal): Promise<void> {
  for await (const name of names(folder, signal)) {
    const found = await unlessMissing(stat(join(folder, name)));
    if (found && found.mtimeMs < Date.now() - ABANDONED_AFTER_MS) await rm(join(folder, name), { force: true });
  }
}

async function* names(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  const entries = await unlessMissing(opendir(folder));
  for await (const { name } of entries ?? []) {
    signal.throwIfAborted();
    yield name;
  }
}

/** What is missing is undefined; so is what would stand below something that is no folder. */
async function unlessMissing<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
