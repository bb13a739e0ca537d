import { ServiceError } from '@sluice/schema';
import type { MediaContent } from '../capabilities.js';
import { detectMediaType, knownTypes, type MediaKind } from './media-type.js';

/** `data:image/png;base64,…`: the type is not believed, the encoding must be base64. RFC 2397. */
const HEADER = /^data:[\w!#$&^.+-]*\/?[\w!#$&^.+-]*(?:;[\w!#$&^.+-]+=[^;,]*)*;base64,/i;
const MAX_HEADER = 200;

/**
 * Reads the picture or the sound of a `data:` URL. Services never fetch the outside: the gateway puts bytes in their
 * hands.
 *
 * @param maxBytes the most that the decoded bytes may be
 * @throws `BAD_USER_INPUT`
 */
export function readMedia(url: unknown, kind: MediaKind, maxBytes: number): MediaContent {
  if (typeof url !== 'string') throw refuse('expected a data: URL');
  const header = HEADER.exec(url.slice(0, MAX_HEADER))?.[0];
  if (header === undefined) throw refuse('expected a data: URL with base64 content');
  const encoded = url.slice(header.length);
  const size = decodedSize(encoded);
  if (size > maxBytes)
    throw refuse(`expected at most ${maxBytes} bytes, got ${size}`, { limit: maxBytes, value: size });
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer skips what is not base64; a length that differs shows that it skipped something.
  if (bytes.length !== size || size === 0) throw refuse('expected content in base64');
  const mediaType = detectMediaType(bytes);
  if (!mediaType?.startsWith(`${kind}/`)) throw refuse(`expected one of ${knownTypes(kind).join(', ')}`);
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

function refuse(expectation: string, bound?: { limit: number; value: number }): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `url: ${expectation}.`, {
    inputPath: ['url'],
    ...(bound && { limit: { dimension: 'bytes', ...bound } }),
  });
}
