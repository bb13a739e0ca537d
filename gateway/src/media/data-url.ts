import { ServiceError } from '@sluice/schema';

/** `data:<media type>;base64,<data>`, RFC 2397; what else the RFC allows (parameters, percent encoding) is not needed. */
const DATA_URL = /^data:([a-z]+)\/([a-z0-9.+-]+);base64,([A-Za-z0-9+/]*={0,2})$/;

/** What a root field takes. */
export type MediaKind = 'image' | 'audio';

/**
 * Checks a `data:` URL without decoding it; services check the bytes.
 *
 * @throws ServiceError `BAD_USER_INPUT`
 */
export function checkDataUrl(url: string, kind: MediaKind, maxBytes: number): void {
  const comma = url.indexOf(',');
  const bytes = Math.floor(((url.length - comma - 1) * 3) / 4);
  if (bytes > maxBytes) {
    throw new ServiceError('BAD_USER_INPUT', `The ${kind} has ${bytes} bytes; at most ${maxBytes} are taken.`, {
      limit: { dimension: 'mediaBytes', limit: maxBytes, value: bytes },
    });
  }
  const [, type, , data] = DATA_URL.exec(url) ?? [];
  if (type === undefined || !data) {
    throw new ServiceError('BAD_USER_INPUT', 'A data: URL must be of the form data:<media type>;base64,<data>.');
  }
  if (type !== kind) {
    throw new ServiceError('BAD_USER_INPUT', `Expected a data: URL of type ${kind}/…, got ${type}/….`);
  }
}
