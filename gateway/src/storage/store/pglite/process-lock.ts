import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import { identifyProcess, type ProcessIdentity } from './process-identity.js';
import { ProcessLockError } from './process-lock-error.js';

/** A folder that this process holds alone. */
export interface ProcessLock {
  release(): Promise<void>;
}

/** `lock.<n>`: whoever holds the highest number holds the folder. */
const LOCK_FILE = /^lock\.(\d{1,15})$/;
/** Of a holder that cannot be looked up (another machine, or no `/proc`): it says every so often that it lives. */
const SIGN_OF_LIFE_MS = 5_000;
const SILENT_FOR_MS = 30_000;
const MAX_TRIES = 20;

/**
 * Takes a folder for this process. The lock of a process that is gone is taken over, also when its number has been
 * given to another process since.
 *
 * A lock that is simply removed when it is stale can be removed twice: the second time, it is somebody's. So a stale
 * lock `n` is followed by `lock.<n+1>`, which only one can create, and the highest is never removed by others: two
 * holders cannot be. A lock is put there whole, by `link`, so that none is ever seen half-written.
 * @throws ProcessLockError
 */
export async function acquireProcessLock(folder: string): Promise<ProcessLock> {
  const self = await identifyProcess(process.pid);
  if (self === null) throw new Error('Expected this process to be alive.');
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const highest = await highestLock(folder);
    const holder = highest === 0 ? null : await readHolder(lockFile(folder, highest));
    if (holder !== null) throw new ProcessLockError(folder, holder, lockFile(folder, highest));
    const mine = highest + 1;
    if ((await createLock(folder, mine, self)) && (await highestLock(folder)) === mine) {
      await removeBelow(folder, mine);
      return hold(lockFile(folder, mine));
    }
  }
  throw new Error(`The lock of ${folder} changed hands ${MAX_TRIES} times while this process tried to take it.`);
}

function hold(file: string): ProcessLock {
  const timer = setInterval(() => void signOfLife(file), SIGN_OF_LIFE_MS).unref();
  return {
    async release() {
      clearInterval(timer);
      // It stays as the highest number, and names nobody any more.
      await replace(file, 'released');
    },
  };
}

function lockFile(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

async function highestLock(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(LOCK_FILE.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** The live holder that a lock names, or null. */
async function readHolder(file: string): Promise<ProcessIdentity | null> {
  const [text, age] = await Promise.all([readFile(file, 'utf8'), ageOf(file)]).catch(() => ['gone', 0] as const);
  const named = parseIdentity(text);
  return named !== null && (await isHolding(named, age)) ? named : null;
}

async function isHolding(named: ProcessIdentity, ageMs: number): Promise<boolean> {
  const here = await identifyProcess(process.pid);
  if (here?.host !== named.host) return ageMs < SILENT_FOR_MS;
  const now = await identifyProcess(named.pid);
  if (now === null) return false;
  if (now.started !== null && named.started !== null) return now.started === named.started;
  return ageMs < SILENT_FOR_MS;
}

function parseIdentity(text: string): ProcessIdentity | null {
  try {
    const { pid, host, started } = JSON.parse(text) as Partial<ProcessIdentity>;
    if (!Number.isSafeInteger(pid) || typeof host !== 'string') return null;
    return { pid: pid as number, host, started: typeof started === 'string' ? started : null };
  } catch {
    return null;
  }
}

async function createLock(folder: string, number: number, self: ProcessIdentity): Promise<boolean> {
  const draft = join(folder, `draft.${randomUUID()}`);
  await writeFile(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    await link(draft, lockFile(folder, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeBelow(folder: string, mine: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => Number(LOCK_FILE.exec(name)?.[1] ?? mine) < mine);
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}

async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}

async function ageOf(file: string): Promise<number> {
  return Date.now() - (await stat(file)).mtimeMs;
}

/** A folder that was removed under us needs no sign any more. */
async function signOfLife(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}
