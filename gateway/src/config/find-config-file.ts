import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from './config-error.js';

/** The name of the configuration file. */
export const CONFIG_FILE = 'sluice.yaml';

/**
 * The file that was named, or else the nearest `sluice.yaml`, from a folder upwards.
 *
 * @throws ConfigError when there is none.
 */
export function findConfigFile(cwd: string, named: string | undefined): string {
  if (named !== undefined) return resolve(cwd, named);
  const found = foldersUpwards(cwd)
    .map((folder) => join(folder, CONFIG_FILE))
    .find((file) => existsSync(file));
  if (found !== undefined) return found;
  const message = `there is none in ${cwd} or above it; run in the project's folder, or name a file with --config FILE`;
  throw new ConfigError([{ place: CONFIG_FILE, setting: '', message }]);
}

function foldersUpwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpwards(parent)];
}
