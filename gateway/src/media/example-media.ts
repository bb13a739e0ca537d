import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

import { kindOf, type MediaKind, mediaTypeOfExtension, type MediaType } from './media-type.js';

/** The path below which the example files stand. */
export const EXAMPLES_PATH = '/examples/';

/** A picture or a sound that comes with the gateway. */
export interface Example {
  readonly mediaType: MediaType;
  readonly bytes: Buffer;
}

/** The pictures and sounds that come with the gateway, read once. */
export interface ExampleMedia {
  /** The file behind `/examples/notice.png`; undefined where there is none of that kind. */
  find(path: string, kind: MediaKind): Example | undefined;
}

/** @param folder is read at once, so that no later path can lead out of it; it may be missing, or null for none */
export function readExampleMedia(folder: string | null): ExampleMedia {
  const files = new Map<string, Example>();
  for (const file of folder !== null && existsSync(folder)
    ? readdirSync(folder).map((name) => join(folder, name))
    : []) {
    const mediaType = mediaTypeOfExtension(extname(file).slice(1));
    if (mediaType !== undefined)
      files.set(`${EXAMPLES_PATH}${basename(file)}`, { mediaType, bytes: readFileSync(file) });
  }
  return {
    find(path, kind) {
      const example = files.get(path);
      return example && kindOf(example.mediaType) === kind ? example : undefined;
    },
  };
}
