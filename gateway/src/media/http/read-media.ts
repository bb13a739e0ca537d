import type { Readable } from 'node:stream';

import { ServiceError } from '@sluice/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { fileNameOf } from '../store/media-address.js';
import type { ByteRange, MediaStore, StoredMedia } from '../store/media-store.js';
import type { MediaUrls, ReadGrant } from '../urls/media-url.js';
import { parseRange } from './byte-range.js';

export interface ReadMediaOptions {
  readonly store: MediaStore;
  readonly urls: MediaUrls;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `GET` and `HEAD` of a signed URL, whole or one range of it, with validators: RFC 9110, sections 13 and 14. */
export async function readMedia(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, urls, now }: ReadMediaOptions,
  signal: AbortSignal,
): Promise<FastifyReply> {
  const grant = urls.checkRead(request.url);
  const media = await store.stat(grant.address, signal);
  if (!media) throw new ServiceError('NOT_FOUND', 'The picture or sound is not stored any more.');
  const etag = `"${media.id}"`;
  void reply.headers({ ...headersOf(media, grant, now()), etag });
  if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const condition = request.headers['if-range'];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = parseRange(wanted, media.bytes);
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${media.bytes}`).send();
  setLength(reply, media, range);
  // Fastify would read a stream only to throw it away.
  if (request.method === 'HEAD') return reply.send();
  return reply.send(await open(store, media, range, signal));
}

async function open(
  store: MediaStore,
  media: StoredMedia,
  range: ByteRange | undefined,
  signal: AbortSignal,
): Promise<Readable> {
  const stream = await store.read(media, range, signal);
  if (!stream) throw new ServiceError('NOT_FOUND', 'The picture or sound is not stored any more.');
  return stream;
}

function setLength(reply: FastifyReply, { bytes }: StoredMedia, range: ByteRange | undefined): void {
  const { first, last } = range ?? { first: 0, last: bytes - 1 };
  if (range) void reply.code(206).header('content-range', `bytes ${first}-${last}/${bytes}`);
  void reply.header('content-length', last - first + 1);
}

function headersOf(media: StoredMedia, { expiresAt }: ReadGrant, now: number): Record<string, string> {
  const seconds = Math.max(0, Math.floor((expiresAt - now) / 1_000));
  return {
    'content-type': media.mediaType,
    'accept-ranges': 'bytes',
    // The content of an address never changes; the permission to see it ends.
    'cache-control': `private, max-age=${seconds}, immutable`,
    'content-disposition': `inline; filename="${fileNameOf(media)}"`,
    // What somebody stored is never a page of this origin, whatever a browser takes it for.
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    // Pages of other origins may show it: who has the URL has the permission.
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
  };
}

/** `If-None-Match`: `*`, or a list of tags, weak ones among them. */
function namesTag(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header.trim() === '*' || header.split(',').some((tag) => unweaken(tag) === etag));
}

function unweaken(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
