import type { Dispatcher } from 'undici';

import { fileNameOf, type MediaAddress } from './media-address.js';
import type { MediaFile, MediaFiles } from './media-files.js';
import { createS3Client, type S3Client, type S3Request, type S3Settings } from './s3-client.js';
import { readListing } from './s3-listing.js';

/** A server of this protocol answered otherwise than it should have. */
export class S3Failure extends Error {
  override readonly name = 'S3Failure';
  /** Stable, fit for logs: `S3_403`. */
  readonly code: string;

  constructor(method: string, status: number) {
    super(`${method} was answered with status ${status}`);
    this.code = `S3_${status}`;
  }
}

/** Objects in a bucket: `<prefix><tenant key>/<SHA-256>.<extension>`. Their age is the server's own `Last-Modified`. */
export function createS3MediaFiles(settings: S3Settings, client: S3Client = createS3Client(settings)): MediaFiles {
  const { prefix = '' } = settings;
  const bucketPath = new URL(settings.bucketUrl).pathname.replace(/\/$/, '');
  const keyOf = (address: MediaAddress) => `${prefix}${address.tenant}/${fileNameOf(address)}`;
  const send = (request: S3Request, signal: AbortSignal) => sendChecked(client, request, signal);
  return {
    async write(address, bytes, signal) {
      const headers = { 'content-type': address.mediaType, 'x-amz-content-sha256': address.id };
      const response = await send({ method: 'PUT', key: keyOf(address), headers, body: bytes }, signal);
      // Reading what is not there is no error, but a bucket that is not there is.
      if (!response) throw new S3Failure('PUT', 404);
      await dump(response);
    },
    async read(address, range, signal) {
      const headers = range ? { range: `bytes=${range.first}-${range.last}` } : {};
      const response = await send({ method: 'GET', key: keyOf(address), headers, isStream: true }, signal);
      return response?.body;
    },
    async stat(address, signal) {
      const response = await send({ method: 'HEAD', key: keyOf(address) }, signal);
      await dump(response);
      return response && describe(address, response);
    },
    /** Copied onto itself: there is no other way to renew an object's date. */
    async touch(address, signal) {
      const headers = {
        'content-type': address.mediaType,
        'x-amz-copy-source': `${copySourceOf(settings, bucketPath)}/${keyOf(address)}`,
        'x-amz-metadata-directive': 'REPLACE',
      };
      await dump(await send({ method: 'PUT', key: keyOf(address), headers }, signal));
    },
    async remove(address, signal) {
      await dump(await send({ method: 'DELETE', key: keyOf(address) }, signal));
    },
    list: (signal) => listObjects(send, prefix, signal),
    close: () => client.close(),
  };
}

/** `/bucket`: the last part of the path, or the first of the host where the bucket is named there. */
function copySourceOf({ bucketUrl }: S3Settings, bucketPath: string): string {
  return bucketPath === '' ? `/${new URL(bucketUrl).hostname.split('.', 1)[0] ?? ''}` : bucketPath;
}

/** @returns undefined where there is no such object */
async function sendChecked(
  client: S3Client,
  request: S3Request,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData | undefined> {
  const response = await client.send(request, signal);
  if (response.statusCode >= 200 && response.statusCode < 300) return response;
  await dump(response);
  if (response.statusCode === 404) return undefined;
  throw new S3Failure(request.method, response.statusCode);
}

/** Reads an answer to its end, so that its connection serves the next request. */
async function dump(response: Dispatcher.ResponseData | undefined): Promise<void> {
  await response?.body.dump();
}

function describe(address: MediaAddress, { headers }: Dispatcher.ResponseData): MediaFile {
  const writtenAt = Date.parse(String(headers['last-modified']));
  return { address, bytes: Number(headers['content-length']), writtenAt };
}

async function* listObjects(
  send: (request: S3Request, signal: AbortSignal) => Promise<Dispatcher.ResponseData | undefined>,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<MediaFile> {
  let continuation: string | undefined;
  do {
    const query = {
      'list-type': '2',
      prefix,
      ...(continuation !== undefined && { 'continuation-token': continuation }),
    };
    const response = await send({ method: 'GET', key: '', query }, signal);
    if (!response) throw new S3Failure('GET', 404);
    const page = readListing(await response.body.text(), prefix);
    yield* page.files;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
