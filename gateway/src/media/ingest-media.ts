import { ServiceError } from '@sluice/schema';

import { decodeDataUrl } from './data-url.js';
import { EXAMPLES_PATH, type ExampleMedia } from './example-media.js';
import type { GuardedFetch } from './fetch/guarded-fetch.js';
import { inspectMedia, type InspectionLimits } from './inspect/inspect-media.js';
import type { MediaContext, MediaResolver } from './media-resolver.js';
import { kindOf, type MediaKind } from './media-type.js';
import { oncePerOperation } from './once-per-operation.js';
import type { MediaStore } from './store/media-store.js';
import { tenantKey } from './store/tenant-key.js';
import { createTurns } from './take-turns.js';
import { createTenantGates, type TenantGatesOptions } from './tenant-gates.js';
import type { MediaUrls } from './urls/media-url.js';

export interface MediaIngestOptions {
  readonly store: MediaStore;
  readonly urls: MediaUrls;
  readonly fetchUrl: GuardedFetch;
  readonly examples: ExampleMedia;
  readonly limits: InspectionLimits;
  /** How many different media one operation may bring in. @default 32 */
  readonly maxPerOperation?: number;
  /** How many fetches run and wait at once. @default 16 and 256 in all, 4 and 64 a tenant */
  readonly gates?: TenantGatesOptions;
}

/**
 * Brings pictures and sounds in, once: fetched under guard, decoded from a `data:` URL, or here already. What comes out
 * is an immutable, signed URL of this gateway, so that bytes never travel in representations.
 */
export function createMediaIngest(options: MediaIngestOptions): MediaResolver {
  const { store, urls, limits, maxPerOperation = 32 } = options;
  const enter = createTenantGates(options.gates);
  const ingest: MediaResolver = async (url, kind, context) => {
    const own = urls.ownPath(url);
    if (own !== undefined) return resolveOwn(own, kind, context, options);
    const { principal, signal } = context;
    // Inside the gate, since a fetched body stays in memory until it is stored.
    const bringIn = async () => {
      const bytes = await readSource(url, kind, options, signal);
      const mediaType = await inspectMedia(bytes, kind, limits);
      return urls.read(await store.put(tenantKey(principal.tenant), bytes, mediaType, signal));
    };
    return enter(principal.tenant, bringIn, signal);
  };
  return oncePerOperation(ingest, maxPerOperation);
}

/** Decoding several megabytes of base64 takes milliseconds. */
const takeTurn = createTurns();

/** A URL that this gateway gave out: the signature must be right, and the caller of the tenant that it was given to. */
async function resolveOwn(
  path: string,
  kind: MediaKind,
  { principal, signal }: MediaContext,
  { store, urls }: MediaIngestOptions,
): Promise<string> {
  const { address } = urls.checkRead(path);
  const isTheirs = address.tenant === tenantKey(principal.tenant) && kindOf(address.mediaType) === kind;
  const stored = isTheirs ? await store.stat(address, signal) : undefined;
  if (!stored) throw notFound(`There is no such ${kind}, or it is not stored any more.`);
  return urls.read(stored);
}

async function readSource(
  url: string,
  kind: MediaKind,
  { fetchUrl, examples, limits }: MediaIngestOptions,
  signal: AbortSignal,
): Promise<Buffer> {
  if (url.startsWith('data:')) {
    await takeTurn();
    signal.throwIfAborted();
    return decodeDataUrl(url, kind, limits.maxBytes);
  }
  if (!url.startsWith(EXAMPLES_PATH)) return fetchUrl(url, signal);
  const example = examples.find(url, kind);
  if (!example) throw notFound(`This gateway has no example ${kind} at that path.`);
  return example.bytes;
}

function notFound(message: string): ServiceError {
  return new ServiceError('NOT_FOUND', message, { inputPath: ['url'] });
}
