import { createHash } from 'node:crypto';
import { ServiceError } from '@sluice/schema';
import { tooManyBytes } from './media-content.js';
import type { StoredMedia } from './gateway-url.js';

export interface ExchangeOptions {
  /** Where the gateway is, without a slash at the end. */
  readonly origin: string;
  /** Longest time of the exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborts when nobody waits any more; its reason is thrown. */
  readonly signal: AbortSignal;
}

/**
 * Reads a picture or a sound from the gateway, and makes sure that it is what its name says.
 *
 * @param maxBytes counted as they come, whatever the answer declares
 * @throws ServiceError `NOT_FOUND`, `BAD_USER_INPUT` for too many bytes, `SERVICE_UNAVAILABLE` for all else
 */
export async function fetchMedia(
  { path, sha256 }: StoredMedia,
  maxBytes: number,
  { origin, timeoutMs, signal }: ExchangeOptions,
): Promise<Buffer> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(origin + path, {
      redirect: 'manual',
      credentials: 'omit',
      headers: { 'accept-encoding': 'identity' },
      signal: patience,
    });
    if (response.status !== 200) throw await refusal(response);
    return await readChecked(response, sha256, maxBytes);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    signal.throwIfAborted();
    throw unavailable('could not be read from the gateway', error);
  }
}

async function refusal(response: Response): Promise<ServiceError> {
  await response.body?.cancel();
  const isGone = response.status === 403 || response.status === 404;
  return isGone
    ? new ServiceError('NOT_FOUND', 'The picture or sound is not stored any more, or its URL has expired.')
    : unavailable('could not be read from the gateway');
}

async function readChecked(response: Response, sha256: string, maxBytes: number): Promise<Buffer> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const hash = createHash('sha256');
  const bytes = await readBounded(response, (length, chunk) => {
    const known = Math.max(declared, length);
    if (known > maxBytes) throw tooManyBytes(maxBytes, known);
    hash.update(chunk);
  });
  if (hash.digest('hex') !== sha256) throw unavailable('came from the gateway damaged');
  return bytes;
}

/** Reads a body to its end. @param watch is told the length so far, with each piece; what it throws ends the reading */
export async function readBounded(
  { body }: Response,
  watch: (length: number, chunk: Uint8Array) => void,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by a throw cancels the rest.
  for await (const chunk of body ?? []) {
    length += chunk.length;
    watch(length, chunk);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** @param what goes on after “A picture or sound” */
export function unavailable(what: string, cause?: unknown): ServiceError {
  return new ServiceError('SERVICE_UNAVAILABLE', `A picture or sound ${what}.`, {}, { cause });
}
