import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@sluice/schema';
import type { MediaContent } from '../capabilities.js';
import { type ExchangeOptions, readBounded, unavailable } from './fetch-media.js';
import { parseReadUrl, type WriteGrant } from './gateway-url.js';

/** The gateway's answer, JSON, is a few hundred bytes. */
const MAX_ANSWER_BYTES = 10_000;
/** A longer wait is left to the caller. */
const MAX_WAIT_MS = 3_000;

/**
 * Stores what a model made at the gateway, which names it by its content: storing it twice is storing it once, so that
 * a gateway that is busy is asked a second time.
 *
 * @returns the URL by which callers and services read it
 * @throws ServiceError `OVERLOADED` with `retryAfterMs`, `BAD_USER_INPUT` for more bytes than are taken,
 *   `PROVIDER_BAD_RESPONSE` for what the gateway does not take, `SERVICE_UNAVAILABLE` for all else
 */
export async function storeMedia(content: MediaContent, grant: WriteGrant, options: ExchangeOptions): Promise<string> {
  const { length } = content.bytes;
  if (length > grant.maxBytes) throw tooLarge(grant.maxBytes, length);
  const { timeoutMs, signal } = options;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const first = await put(content, grant, { ...options, signal: patience });
    if (typeof first === 'string') return first;
    if (first.retryAfterMs > MAX_WAIT_MS) throw overloaded(first.retryAfterMs);
    await sleep(first.retryAfterMs, undefined, { signal: patience });
    const second = await put(content, grant, { ...options, signal: patience });
    if (typeof second === 'string') return second;
    throw overloaded(second.retryAfterMs);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    signal.throwIfAborted();
    throw unavailable('could not be stored at the gateway', error);
  }
}

/** @returns the URL, or how long to wait */
async function put(
  { bytes, mediaType }: MediaContent,
  { path }: WriteGrant,
  { origin, signal }: ExchangeOptions,
): Promise<string | { readonly retryAfterMs: number }> {
  const response = await fetch(origin + path, {
    method: 'PUT',
    redirect: 'manual',
    credentials: 'omit',
    headers: { 'content-type': mediaType },
    body: Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength),
    signal,
  });
  if (response.status === 201) return readUrl(response);
  await response.body?.cancel();
  if (response.status === 429 || response.status === 503) return { retryAfterMs: retryAfterMs(response) };
  if (response.status === 400)
    throw new ServiceError(
      'PROVIDER_BAD_RESPONSE',
      'The model made a picture or sound that the gateway does not take.',
    );
  throw unavailable('could not be stored at the gateway');
}

async function readUrl(response: Response): Promise<string> {
  const body = await readBounded(response, (length) => {
    if (length > MAX_ANSWER_BYTES) throw unavailable('was stored, but the gateway does not say where');
  });
  const { url } = JSON.parse(body.toString()) as { readonly url?: unknown };
  if (typeof url !== 'string' || !parseReadUrl(url))
    throw unavailable('was stored, but the gateway does not say where');
  return url;
}

/** The header in its form of seconds; one second without it. */
function retryAfterMs({ headers }: Response): number {
  const header = headers.get('retry-after') ?? '';
  return /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : 1_000;
}

function overloaded(retryAfterMs: number): ServiceError {
  return new ServiceError('OVERLOADED', 'The gateway takes no more pictures and sounds now.', { retryAfterMs });
}

function tooLarge(limit: number, value: number): ServiceError {
  const message = `What the model made has ${value} bytes, and at most ${limit} are taken; ask for less at once.`;
  return new ServiceError('BAD_USER_INPUT', message, { limit: { dimension: 'mediaBytes', limit, value } });
}
