import type { FastifyRequest } from 'fastify';

import { ServiceError } from '@sluice/schema';

import type { Principal } from '../../identity/principal.js';
import { badUpload } from '../media-error.js';
import { readBounded } from '../read-bounded.js';
import { tenantKey } from '../store/tenant-key.js';
import { storeBytes, type StoreBytesOptions, type UploadAnswer } from './store-bytes.js';

/**
 * Reads the one file of a form, `multipart/form-data`, and stores it for the caller's tenant.
 *
 * @throws ServiceError `BAD_USER_INPUT`
 */
export async function receiveUpload(
  request: FastifyRequest,
  principal: Principal,
  options: StoreBytesOptions,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  if (!request.isMultipart()) throw badUpload('Send one file as multipart/form-data.');
  const bytes = await readFile(request, options.limits.maxBytes);
  signal.throwIfAborted();
  return storeBytes(options, tenantKey(principal.tenant), bytes, undefined, signal);
}

async function readFile(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  try {
    const part = await request.file();
    if (!part) throw badUpload('The form holds no file.');
    return await readBounded(part.file, maxBytes);
  } catch (error) {
    throw error instanceof ServiceError ? error : badUpload('The form cannot be read; send exactly one file.', error);
  }
}
