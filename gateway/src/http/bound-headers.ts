import { ServiceError } from '@sluice/schema';

import { CONNECTION_BOUNDS } from './connection-bounds.js';

/**
 * Refuses requests with too many headers, or too large ones. Node's own bounds do not answer: of HTTP/1.1 it drops the
 * headers beyond a number without a word, and of HTTP/2 it resets the stream.
 *
 * @param rawHeaders names and values, one after the other
 * @throws ServiceError `BAD_USER_INPUT`, with the status 431 (RFC 6585, section 5)
 */
export function boundHeaders(rawHeaders: readonly string[]): void {
  const { maxHeaders, maxHeaderBytes } = CONNECTION_BOUNDS;
  const count = rawHeaders.length / 2;
  if (count > maxHeaders) throw new HeadersError('headers', maxHeaders, count);
  const size = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  if (size > maxHeaderBytes) throw new HeadersError('headerBytes', maxHeaderBytes, size);
}

class HeadersError extends ServiceError {
  readonly statusCode = 431;

  constructor(dimension: string, limit: number, value: number) {
    super('BAD_USER_INPUT', 'The headers of the request are too large.', { limit: { dimension, limit, value } });
  }
}
