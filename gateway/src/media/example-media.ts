import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.wav': 'audio/wav',
};

/** The path below which the example files stand. */
export const EXAMPLES_PATH = '/examples/';

/** The pictures and sounds that come with the gateway, read once. */
export interface ExampleMedia {
  /** The file behind `/examples/notice.png` as a `data:` URL; undefined where there is none. */
  dataUrl(path: string): string | undefined;
}

/** @param folder is read at once, so that no later path can lead out of it; it may be missing, or null for none */
export function readExampleMedia(folder: string | null): ExampleMedia {
  const files = new Map<string, string>();
  for (const file of folder !== null && existsSync(folder)
    ? readdirSync(folder).map((name) => join(folder, name))
    : []) {
    const mediaType = MEDIA_TYPES[extname(file)];
    if (mediaType === undefined) continue;
    files.set(`${EXAMPLES_PATH}${basename(file)}`, `data:${mediaType};base64,${readFileSync(file).toString('base64')}`);
  }
  return { dataUrl: (path) => files.get(path) };
}
