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
  const tenant = tenantKey(principal.tenant);
  const receive = async () => {
    const bytes = await readFile(request, options.limits.maxBytes);
    signal.throwIfAborted();
    return storeBytes(options, tenant, bytes, undefined, signal);
  };
  return options.enter(tenant, receive, signal);
}

async function readFile(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  try {
    const files: Buffer[] = [];
    // To the end of the form: a second file is an error of the reader's bounds.
    for await (const part of request.files()) files.push(await readBounded(part.file, maxBytes));
    const [bytes] = files;
    if (!bytes) throw badUpload('The form holds no file.');
    return bytes;
  } catch (error) {
    throw error instanceof ServiceError ? error : badUpload('The form cannot be read; send exactly one file.', error);
  }
}
