import { type DevKeys, openDevKeys } from './dev-keys.js';
import { readKeyFile } from './key-file.js';
import { KeyFileError } from './key-file-error.js';
import { createKeyStore, type KeyStore, type RoleKeys } from './key-store.js';

/** The part of the configuration that tells where keys come from. */
export interface KeySettings {
  readonly mode: 'development' | 'production';
  readonly dataDir: string;
  readonly identity: { readonly keysFile?: string };
}

/** The keys that a gateway starts with. */
export interface OpenKeys {
  readonly keys: KeyStore;
  /** In development, where no file was named: its own keys, to be shown and filled in. */
  readonly devKeys?: DevKeys;
}

/**
 * Opens the keys that the configuration names; in development, without one, the gateway's own.
 *
 * @throws KeyFileError when there are none: production never makes keys by itself
 */
export async function openKeys({ mode, dataDir, identity: { keysFile } }: KeySettings): Promise<OpenKeys> {
  if (keysFile !== undefined) return { keys: createKeyStore(await requireKeys(keysFile)) };
  if (mode === 'production') {
    const message =
      'production makes no keys of its own. Run `sluice create-keys FILE`, then set identity.keysFile or SLUICE_KEYS_FILE';
    throw new KeyFileError('identity.keysFile', message);
  }
  const devKeys = await openDevKeys(dataDir);
  return { keys: createKeyStore(devKeys.keys), devKeys };
}

async function requireKeys(file: string): Promise<RoleKeys> {
  const keys = await readKeyFile(file);
  if (keys === null) throw new KeyFileError(file, 'there is no such file. Make one with `sluice create-keys FILE`');
  if (Object.keys(keys).length === 0) throw new KeyFileError(file, 'holds no key, so nobody could call. Add one');
  return keys;
}
