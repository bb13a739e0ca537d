import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this package. */
const PACKAGE_FOLDER = join(import.meta.dirname, '../..');

/** The example operations and pictures, which stand beside this package. */
export const EXAMPLES_FOLDER = join(PACKAGE_FOLDER, '../examples');

/** The version of this package. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as { version: string };
  return version;
}
