import { badUrl, tooManyBytes } from './media-error.js';
import type { MediaKind } from './media-type.js';

/** `data:<media type>;base64,<data>`, RFC 2397; what else the RFC allows (parameters, percent encoding) is not needed. */
const DATA_URL = /^data:([a-z]+)\/([a-z0-9.+-]+);base64,([A-Za-z0-9+/]*={0,2})$/;

/**
 * Checks a `data:` URL without decoding it. Whether the bytes are what the URL calls them is for others to find out.
 *
 * @returns its base64
 * @throws ServiceError `BAD_USER_INPUT`
 */
export function checkDataUrl(url: string, kind: MediaKind, maxBytes: number): string {
  const comma = url.indexOf(',');
  const bytes = Math.floor(((url.length - comma - 1) * 3) / 4);
  // Two characters of padding stand for two bytes that are not there.
  if (bytes - 2 > maxBytes) throw tooManyBytes(maxBytes, bytes);
  const [, type, , data] = DATA_URL.exec(url) ?? [];
  if (type === undefined || !data) {
    throw badUrl('A data: URL must be of the form data:<media type>;base64,<data>.');
  }
  if (type !== kind) throw badUrl(`Expected a data: URL of type ${kind}/…, got ${type}/….`);
  return data;
}

/** The bytes of a `data:` URL. @throws ServiceError `BAD_USER_INPUT` */
export function decodeDataUrl(url: string, kind: MediaKind, maxBytes: number): Buffer {
  const bytes = Buffer.from(checkDataUrl(url, kind, maxBytes), 'base64');
  if (bytes.length > maxBytes) throw tooManyBytes(maxBytes, bytes.length);
  return bytes;
}
