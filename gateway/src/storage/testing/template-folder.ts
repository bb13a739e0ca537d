import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Longest wait for another process that makes the same folder; it may have been killed. */
const WAIT_MS = 30_000;

/**
 * A folder that is made once on a machine, and then copied by whoever needs one like it.
 *
 * @param make makes it within a draft that is removed afterwards, and tells where it stands
 */
export async function templateFolder(name: string, make: (draft: string) => Promise<string>): Promise<string> {
  const folder = join(tmpdir(), `sluice-template-${name}-${userInfo().username}`);
  if (existsSync(folder)) return folder;
  const sign = `${folder}.making`;
  if (!leaveSign(sign) && (await appears(folder))) return folder;
  const draft = mkdtempSync(join(tmpdir(), 'sluice-draft-'));
  try {
    renameSync(await make(draft), folder);
  } catch (error) {
    // Another process made it at the same time.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(sign, { recursive: true, force: true });
  }
  return folder;
}

/** Tells the other processes that this one makes it; false where one has told so already. */
function leaveSign(sign: string): boolean {
  try {
    mkdirSync(sign);
    return true;
  } catch {
    return false;
  }
}

async function appears(folder: string): Promise<boolean> {
  const end = performance.now() + WAIT_MS;
  while (!existsSync(folder) && performance.now() < end) await pause(50);
  return existsSync(folder);
}
