import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** Where a program is: on the path, or where Debian keeps those of PostgreSQL. @throws Error when it is not there */
export function findProgram(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  // Those of one version fit each other; what stands on the path may be a wrapper for one of them alone.
  const folders = [...versions.toSorted().toReversed(), ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${name} is not installed: expected it on the path or in ${DEBIAN}.`);
  return found;
}
