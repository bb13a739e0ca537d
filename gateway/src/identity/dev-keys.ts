import { join } from 'node:path';
import { createKeyFile, protectKeyFile, readKeyFile, type RoleKeys } from './key-file.js';
import { KeyFileError } from '../secrets/key-file-error.js';

/** The name of the file of development keys, in the data folder. */
export const DEV_KEYS_FILE = 'dev-keys.json';

/** The keys that development works with. */
export interface DevKeys {
  readonly file: string;
  readonly keys: RoleKeys;
  /** Whether this start made them: then they are shown, once. */
  readonly created: boolean;
}

/**
 * The keys of development: made on the first start in a data folder, read on every later one.
 *
 * @throws KeyFileError when the file cannot be written, or holds something else
 */
export async function openDevKeys(dataDir: string): Promise<DevKeys> {
  const file = join(dataDir, DEV_KEYS_FILE);
  const made = (await readOwn(file)) === null ? await createKeyFile(file, 'dev') : null;
  if (made !== null) return { file, keys: made, created: true };
  await protectKeyFile(file);
  return { file, keys: (await readOwn(file)) ?? {}, created: false };
}

async function readOwn(file: string): Promise<RoleKeys | null> {
  try {
    return await readKeyFile(file);
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    throw new KeyFileError(file, `${error.problem}. Delete the file, and the next start makes new keys`, error);
  }
}
