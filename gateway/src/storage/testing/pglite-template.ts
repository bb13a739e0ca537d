import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { createStorage } from '../create-storage.js';
import { allMigrations } from '../migrations/all-migrations.js';
import { templateFolder } from './template-folder.js';

/** A new folder with an empty embedded database in it. */
export async function createPgliteFolder(): Promise<{ dataDir: string; remove(): void }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-pglite-'));
  await fillPgliteFolder(dataDir);
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** Puts an empty embedded database into a folder: to make one takes seconds, to copy it a moment. */
export async function fillPgliteFolder(dataDir: string): Promise<void> {
  cpSync(await emptyTemplate(), join(dataDir, 'store', 'pgdata'), { recursive: true });
}

/** Puts an embedded database into a folder as a gateway of this version leaves it that has stored nothing. */
export async function fillStorageFolder(dataDir: string): Promise<void> {
  cpSync(await storageTemplate(), join(dataDir, 'store', 'pgdata'), { recursive: true });
}

function emptyTemplate(): Promise<string> {
  return templateFolder(`pglite-alone-${versionOf('@electric-sql/pglite')}`, async (draft) => {
    const pgdata = join(draft, 'pgdata');
    const pglite = await PGlite.create(pgdata);
    await dropTemplates(pglite);
    await pglite.close();
    return pgdata;
  });
}

/** Nobody makes further databases, and what those would be made from is more than half of the files to copy. */
async function dropTemplates(pglite: PGlite): Promise<void> {
  await pglite.exec('UPDATE pg_database SET datistemplate = false WHERE datistemplate');
  for (const name of ['template0', 'template1']) await pglite.exec(`DROP DATABASE ${name}`);
}

/** Another one for each schema, of ours and of the queue, so that none is taken that is out of date. */
function storageTemplate(): Promise<string> {
  const steps = createHash('sha256').update(JSON.stringify(allMigrations)).digest('hex').slice(0, 16);
  const name = `storage-alone-${versionOf('@electric-sql/pglite')}-${versionOf('pg-boss')}-${steps}`;
  return templateFolder(name, async (draft) => {
    mkdirSync(join(draft, 'store'));
    await fillPgliteFolder(draft);
    const { close } = await createStorage({ dataDir: draft, queues: [] });
    await close();
    return join(draft, 'store', 'pgdata');
  });
}

/** The version of a package whose entry stands one folder below its root. */
function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
