import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

/** A new folder with an empty embedded database in it. */
export async function createPgliteFolder(): Promise<{ dataDir: string; remove(): void }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-pglite-'));
  await fillPgliteFolder(dataDir);
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/**
 * Puts an empty embedded database into a folder. One is made once on a machine and then copied: to make one takes
 * seconds, to copy it a moment.
 */
export async function fillPgliteFolder(dataDir: string): Promise<void> {
  cpSync(await templateFolder(), join(dataDir, 'store', 'pgdata'), { recursive: true });
}

async function templateFolder(): Promise<string> {
  const folder = join(tmpdir(), `sluice-pglite-template-${pgliteVersion()}-${userInfo().username}`);
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(join(tmpdir(), 'sluice-pglite-draft-'));
  const pglite = await PGlite.create(join(draft, 'pgdata'));
  await pglite.close();
  try {
    renameSync(join(draft, 'pgdata'), folder);
  } catch (error) {
    // Another process made it at the same time.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
