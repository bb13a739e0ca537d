import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** An operation to try, with its variables. */
export interface ExampleOperation {
  /** The file's name without its ending: `pipeline`. */
  readonly name: string;
  /** The first line of comment in the file, or else the name. */
  readonly title: string;
  readonly query: string;
  /** The variables as JSON text; empty where there are none. */
  readonly variables: string;
}

/** A picture or a sound that the operations work on. */
export interface ExampleFile {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** What stands in the folder of examples. */
export interface Examples {
  /** The pipeline first, since it is what the gateway is for; the others by name. */
  readonly operations: readonly ExampleOperation[];
  /** By file name, such as `notice.png`. */
  readonly files: ReadonlyMap<string, ExampleFile>;
}

export const NO_EXAMPLES: Examples = { operations: [], files: new Map() };

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.wav': 'audio/wav',
};

const MAX_FILES = 200;
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/**
 * Reads the folder of examples once, so that no path of a request ever reaches the disk.
 *
 * @param folder null for none; one that is missing is empty
 */
export async function readExamples(folder: string | null): Promise<Examples> {
  const names = folder === null ? [] : await readdir(folder).catch(() => []);
  if (folder === null || names.length === 0) return NO_EXAMPLES;
  const files = new Map<string, Buffer>();
  for (const name of names.toSorted().slice(0, MAX_FILES)) {
    const file = join(folder, name);
    const { size } = await stat(file);
    if (isExample(name) && size <= MAX_FILE_BYTES) files.set(name, await readFile(file));
  }
  return { operations: readOperations(files), files: readMedia(files) };
}

function isExample(name: string): boolean {
  return ['.graphql', '.json', ...Object.keys(MEDIA_TYPES)].includes(extname(name));
}

function readOperations(files: ReadonlyMap<string, Buffer>): ExampleOperation[] {
  const operations = [...files].flatMap(([file, bytes]) => {
    if (extname(file) !== '.graphql') return [];
    const name = file.slice(0, -'.graphql'.length);
    const query = bytes.toString('utf8');
    const variables = files.get(`${name}.json`)?.toString('utf8') ?? '';
    return [{ name, title: /^\s*#\s*(.+)/.exec(query)?.[1]?.trim() ?? name, query, variables }];
  });
  return operations.toSorted((left, right) => Number(right.name === 'pipeline') - Number(left.name === 'pipeline'));
}

function readMedia(files: ReadonlyMap<string, Buffer>): Map<string, ExampleFile> {
  const media = [...files].flatMap(([name, bytes]) => {
    const mediaType = MEDIA_TYPES[extname(name)];
    return mediaType === undefined ? [] : [[name, { mediaType, bytes }] as const];
  });
  return new Map(media);
}
