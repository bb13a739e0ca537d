import { type ErrorDetails, ServiceError } from '@sluice/schema';
import type { MediaContent } from '../capabilities.js';
import { detectMediaType, knownTypes, type MediaKind } from './media-type.js';

/** `data:image/png;base64,…`: the type is not believed, the encoding must be base64. RFC 2397. */
const HEADER = /^data:[\w!#$&^.+-]*\/?[\w!#$&^.+-]*(?:;[\w!#$&^.+-]+=[^;,]*)*;base64,/i;
const MAX_HEADER = 200;

/**
 * Reads the picture or the sound of a `data:` URL.
 *
 * @param maxBytes the most that the decoded bytes may be
 * @throws `BAD_USER_INPUT`
 */
export function readDataUrl(url: string, kind: MediaKind, maxBytes: number): MediaContent {
  const header = HEADER.exec(url.slice(0, MAX_HEADER))?.[0];
  if (header === undefined) throw refuseUrl('expected a data: URL with base64 content');
  const encoded = url.slice(header.length);
  const size = decodedSize(encoded);
  if (size > maxBytes) throw tooManyBytes(maxBytes, size);
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer skips what is not base64; a length that differs shows that it skipped something.
  if (bytes.length !== size || size === 0) throw refuseUrl('expected content in base64');
  return toContent(bytes, kind);
}

/**
 * Bytes with the media type that their own signature tells.
 *
 * @throws `BAD_USER_INPUT` where they are not of the kind
 */
export function toContent(bytes: Buffer, kind: MediaKind): MediaContent {
  const mediaType = detectMediaType(bytes);
  if (!mediaType?.startsWith(`${kind}/`)) throw refuseUrl(`expected one of ${knownTypes(kind).join(', ')}`);
  return { bytes, mediaType };
}

/** Bytes as a `data:` URL. */
export function toDataUrl({ bytes, mediaType }: MediaContent): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return `data:${mediaType};base64,${buffer.toString('base64')}`;
}

/** Known before decoding, so that nothing too large is decoded. */
function decodedSize(encoded: string): number {
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return Math.floor(((encoded.length - padding) * 3) / 4);
}

/** A mistake in a `url`; the message never repeats it. */
export function refuseUrl(expectation: string, details: ErrorDetails = {}): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `url: ${expectation}.`, { inputPath: ['url'], ...details });
}

/** @param value how many there are, at least */
export function tooManyBytes(limit: number, value: number): ServiceError {
  return refuseUrl(`expected at most ${limit} bytes, got ${value}`, { limit: { dimension: 'bytes', limit, value } });
}
