import { parseApiKey } from './api-key.js';
import { type DevKeys, openDevKeys } from './dev-keys.js';
import { readKeyFile, type RoleKeys } from './key-file.js';
import { KeyFileError } from '../secrets/key-file-error.js';

/** The part of the configuration that tells where keys come from. */
export interface KeySettings {
  readonly mode: 'development' | 'production';
  readonly dataDir: string;
  readonly identity: { readonly keysFile?: string };
}

/** The keys that a gateway is given at its start, for the store to know them. */
export interface StartKeys {
  readonly keys: RoleKeys;
  /** In development, where no file was named: its own keys, to be shown and filled in. */
  readonly devKeys?: DevKeys;
}

/**
 * Reads the keys of the file that the configuration names. Without one, development has its own, which it makes on its
 * first start; production has those of the store and no others.
 *
 * @throws KeyFileError when the file cannot be used, or holds keys of development in production
 */
export async function readStartKeys({ mode, dataDir, identity: { keysFile } }: KeySettings): Promise<StartKeys> {
  if (keysFile !== undefined) return { keys: await requireKeys(keysFile, mode) };
  if (mode === 'production') return { keys: {} };
  const devKeys = await openDevKeys(dataDir);
  return { keys: devKeys.keys, devKeys };
}

async function requireKeys(file: string, mode: KeySettings['mode']): Promise<RoleKeys> {
  const keys = await readKeyFile(file);
  if (keys === null) throw new KeyFileError(file, 'there is no such file. Make one with `sluice create-keys FILE`');
  const texts = Object.values(keys);
  if (texts.length === 0) throw new KeyFileError(file, 'holds no key, so nobody could call. Add one');
  if (mode === 'production' && texts.some((text) => parseApiKey(text)?.environment === 'dev')) {
    throw new KeyFileError(file, 'holds keys of development, which production does not take. Make others');
  }
  return keys;
}
