import { isIP } from 'node:net';

import { ServiceError } from '@sluice/schema';
import type { Dispatcher } from 'undici';

import { badUrl, tooManyBytes, unreachable } from '../media-error.js';
import { readBounded } from '../read-bounded.js';
import { createPinnedClient, type ExchangeTimeouts } from './pinned-client.js';
import type { HostResolver } from '../../network/resolve-host.js';

export interface ExchangeOptions {
  readonly maxBytes: number;
  readonly timeouts: ExchangeTimeouts;
  readonly resolveHost: HostResolver;
  readonly allowAddress: (address: string) => boolean;
  readonly ca?: string;
}

/** What one request led to. */
export type ExchangeResult =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'redirect'; readonly location: string };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Nothing of the caller or of this gateway travels with it. */
const HEADERS = { accept: 'image/*, audio/*', 'accept-encoding': 'identity', 'user-agent': 'sluice' };

/** One request to one checked URL: its name is resolved, its addresses checked, and the connection made to those. */
export async function exchange(url: URL, options: ExchangeOptions, signal: AbortSignal): Promise<ExchangeResult> {
  const addresses = await checkedAddresses(url, options, signal);
  const client = createPinnedClient({ origin: url, addresses, ...options });
  try {
    const path = `${url.pathname}${url.search}`;
    const response = await client.request({ method: 'GET', path, headers: HEADERS, signal });
    return await readResponse(response, options.maxBytes);
  } finally {
    // Whatever of an answer was not wanted is not read either.
    await client.destroy();
  }
}

/**
 * Of several addresses the public ones are used; where NAT64 is at work a name has others beside them.
 *
 * @throws ServiceError where there is none
 */
async function checkedAddresses(
  { hostname }: URL,
  { resolveHost, allowAddress }: ExchangeOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(literal) ? [literal] : await resolveHost(literal, signal);
  const allowed = addresses.filter(allowAddress);
  if (allowed.length === 0) throw unreachable();
  return allowed;
}

async function readResponse(response: Dispatcher.ResponseData, maxBytes: number): Promise<ExchangeResult> {
  const { statusCode, headers, body } = response;
  const { location } = headers;
  // Destroying the client ends the body with an error that nobody else waits for.
  body.on('error', () => {});
  if (REDIRECTS.has(statusCode) && typeof location === 'string') return { kind: 'redirect', location };
  if (statusCode === 404 || statusCode === 410) {
    throw new ServiceError('NOT_FOUND', 'Nothing stands at the URL.', { inputPath: ['url'] });
  }
  if (statusCode !== 200) throw badUrl(`The server of the URL answered with status ${statusCode}.`);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw badUrl('The server of the URL answered with a compressed body.');
  const declared = Number(headers['content-length']);
  if (declared > maxBytes) throw tooManyBytes(maxBytes, declared);
  return { kind: 'body', bytes: await readBounded(body, maxBytes) };
}
