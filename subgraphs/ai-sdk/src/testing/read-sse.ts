import { readFileSync } from 'node:fs';

/** The events of a recorded stream; they are separated by empty lines, as on the wire. */
export function readSse(file: URL): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n\n');
}
