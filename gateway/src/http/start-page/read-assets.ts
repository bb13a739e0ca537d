import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file that the start page loads. */
export interface Asset {
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** A strong validator: the hash of the bytes. */
  readonly etag: string;
}

const require = createRequire(import.meta.url);
const STATIC_FOLDER = join(import.meta.dirname, '../../../static');

const inPackage = (name: string, path: string): string => join(dirname(require.resolve(`${name}/package.json`)), path);

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** Everything that may be loaded, by the name below `/assets/`. No other file is ever read. */
const SOURCES: Readonly<Record<string, { readonly file: string; readonly mediaType: string }>> = {
  'react.js': { file: inPackage('react', 'umd/react.production.min.js'), mediaType: SCRIPT },
  'react-dom.js': { file: inPackage('react-dom', 'umd/react-dom.production.min.js'), mediaType: SCRIPT },
  'graphiql.js': { file: inPackage('graphiql', 'graphiql.min.js'), mediaType: SCRIPT },
  'graphiql.css': { file: inPackage('graphiql', 'graphiql.min.css'), mediaType: STYLE },
  'answer-view.js': { file: join(STATIC_FOLDER, 'answer-view.js'), mediaType: SCRIPT },
  'start-page.js': { file: join(STATIC_FOLDER, 'start-page.js'), mediaType: SCRIPT },
  'start-page.css': { file: join(STATIC_FOLDER, 'start-page.css'), mediaType: STYLE },
  'sluice.svg': { file: join(STATIC_FOLDER, 'sluice.svg'), mediaType: 'image/svg+xml' },
};

/** Reads all assets, about 4 MB, to be served from memory. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const assets = Object.entries(SOURCES).map(async ([name, { file, mediaType }]) => {
    const bytes = await readFile(file);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    return [name, { mediaType, bytes, etag }] as const;
  });
  return new Map(await Promise.all(assets));
}
