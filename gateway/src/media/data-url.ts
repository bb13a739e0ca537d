import { badUrl, tooManyBytes } from './media-error.js';
import type { MediaKind } from './media-type.js';

/** `data:<media type>;base64,`, RFC 2397; what else the RFC allows (parameters, percent encoding) is not needed. */
const HEADER = /^data:([a-z]+)\/[a-z0-9.+-]+;base64,/;
const MAX_HEADER_LENGTH = 100;

/**
 * The bytes of a `data:` URL. Whether they are what the URL calls them is for others to find out.
 *
 * @throws ServiceError `BAD_USER_INPUT`, before anything is decoded where there is too much
 */
export function decodeDataUrl(url: string, kind: MediaKind, maxBytes: number): Buffer {
  const [header, type] = HEADER.exec(url.slice(0, MAX_HEADER_LENGTH)) ?? [];
  if (header === undefined) throw badUrl('A data: URL must be of the form data:<media type>;base64,<data>.');
  if (type !== kind) throw badUrl(`Expected a data: URL of type ${kind}/…, got ${type}/….`);
  const size = decodedSize(url, header.length);
  if (size > maxBytes) throw tooManyBytes(maxBytes, size);
  const bytes = Buffer.from(url.slice(header.length), 'base64');
  // Buffer skips what is not base64; a length that differs shows that it did. A pattern over megabytes costs far more.
  if (bytes.length !== size || size === 0) throw badUrl('The content of the data: URL is not base64.');
  return bytes;
}

/** How many bytes the base64 from a position on stands for. */
function decodedSize(url: string, start: number): number {
  const padding = url.endsWith('==') ? 2 : url.endsWith('=') ? 1 : 0;
  return Math.floor(((url.length - start - padding) * 3) / 4);
}
