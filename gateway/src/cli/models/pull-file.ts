import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { askForFile, type AskOptions, type Beginning, type FileAnswer } from './ask-for-file.js';
import { boundBytes } from './bound-bytes.js';
import { PullError, tooLarge } from './pull-error.js';

export interface PullOptions extends AskOptions {
  readonly url: URL;
  /** Where the file is to stand; until it is whole it grows beside it, as `….part`. */
  readonly file: string;
  /** What the file's SHA-256 must be, in lower-case hexadecimal digits. */
  readonly sha256?: string;
  /** Most bytes that are taken. @default 256 GiB */
  readonly maxBytes?: number;
  /** Told now and then how far it is; `total` where the server tells it. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
}

/** What was fetched. */
export interface PulledFile {
  readonly bytes: number;
  /** In lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Bytes of an earlier attempt that were gone on from. */
  readonly resumedAt: number;
}

const MAX_BYTES = 256 * 1024 ** 3;

/**
 * Fetches a file over HTTPS: goes on where an earlier attempt broke off, checks what it got, and puts it in its place
 * only when it is whole.
 *
 * @throws PullError in words for a person; the signal's reason
 */
export async function pullFile(options: PullOptions): Promise<PulledFile> {
  const { url, file, signal, sha256 } = options;
  const [part, tag] = [`${file}.part`, `${file}.part.etag`];
  await mkdir(dirname(file), { recursive: true });
  const beginning = await findBeginning(part, tag, sha256 !== undefined);
  const answer = await askForFile(url, beginning, options);
  if (answer.kind === 'whole') await keepTag(tag, answer.etag);
  const bytes = answer.kind === 'complete' ? beginning.bytes : await receive(part, answer, beginning.bytes, options);
  const found = await digestOf(part, signal);
  await rm(tag, { force: true });
  if (sha256 !== undefined && found !== sha256) {
    await rm(part);
    throw new PullError(`The file's SHA-256 is ${found}, not the one that was named. It was deleted; try again.`);
  }
  await rename(part, file);
  return { bytes, sha256: found, resumedAt: answer.kind === 'whole' ? 0 : beginning.bytes };
}

/** What there is already is worth something only if a wrong continuation would be noticed: by its ETag, or in the end. */
async function findBeginning(part: string, tag: string, isChecked: boolean): Promise<Beginning> {
  const bytes = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  const etag = await readFile(tag, 'utf8').catch(() => undefined);
  return isChecked || etag !== undefined ? { bytes, etag } : { bytes: 0, etag: undefined };
}

async function keepTag(tag: string, etag: string | undefined): Promise<void> {
  await (etag === undefined ? rm(tag, { force: true }) : writeFile(tag, etag));
}

/** @returns the size of the whole */
async function receive(
  part: string,
  { kind, total, body }: FileAnswer,
  have: number,
  { maxBytes = MAX_BYTES, signal, onProgress = () => {} }: PullOptions,
): Promise<number> {
  const from = kind === 'rest' ? have : 0;
  const bound = boundBytes({ from, total, maxBytes, onProgress });
  try {
    if (total !== undefined && total > maxBytes) throw tooLarge(maxBytes);
    await pipeline(body, bound.stream, createWriteStream(part, { flags: kind === 'rest' ? 'a' : 'w' }), { signal });
  } catch (error) {
    signal.throwIfAborted();
    // What undici says of a body that nobody reads any more.
    body.once('error', () => {}).destroy();
    if (error instanceof PullError) throw error;
    throw new PullError('The connection broke. Run the command again: it goes on from there.', { cause: error });
  }
  if (total === undefined || bound.bytes === total) return bound.bytes;
  throw new PullError(
    `The server sent ${bound.bytes} of ${total} bytes. Run the command again: it goes on from there.`,
  );
}

async function digestOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest('hex');
}
