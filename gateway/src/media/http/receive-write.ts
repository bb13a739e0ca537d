import type { FastifyRequest } from 'fastify';

import { tooManyBytes } from '../media-error.js';
import { readBounded } from '../read-bounded.js';
import { storeBytes, type StoreBytesOptions, type UploadAnswer } from './store-bytes.js';

/**
 * Stores what a service made, by a signed URL that says for whom, of which kind and how much. The body is the bytes;
 * the address is found from their hash, so that nobody can write over anything.
 *
 * @throws ServiceError `FORBIDDEN`, `NOT_FOUND` or `BAD_USER_INPUT`
 */
export async function receiveWrite(
  request: FastifyRequest,
  options: StoreBytesOptions,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  const { tenant, kind, maxBytes } = options.urls.checkWrite(request.url);
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > maxBytes) throw tooManyBytes(maxBytes, declared);
  const receive = async () => {
    const bytes = await readBounded(request.raw, maxBytes);
    signal.throwIfAborted();
    return storeBytes({ ...options, limits: { ...options.limits, maxBytes } }, tenant, bytes, kind, signal);
  };
  return options.enter(tenant, receive, signal);
}
