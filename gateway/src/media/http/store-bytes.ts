import { inspectMedia, type InspectionLimits } from '../inspect/inspect-media.js';
import type { MediaKind } from '../media-type.js';
import type { MediaStore } from '../store/media-store.js';
import type { TenantKey } from '../store/tenant-key.js';
import type { TenantGates } from '../tenant-gates.js';
import type { MediaUrls } from '../urls/media-url.js';

/** The answer to an upload: JSON. */
export interface UploadAnswer {
  /** Where it can be read for a while, by anybody who knows this URL; also what the graph takes. */
  readonly url: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface StoreBytesOptions {
  readonly store: MediaStore;
  readonly urls: MediaUrls;
  readonly limits: InspectionLimits;
  /** Bounds how many bodies are in memory at once. */
  readonly enter: TenantGates;
}

/** Inspects bytes that somebody sent, stores them for a tenant, and says where they are. */
export async function storeBytes(
  { store, urls, limits }: StoreBytesOptions,
  tenant: TenantKey,
  bytes: Buffer,
  kind: MediaKind | undefined,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  const mediaType = await inspectMedia(bytes, kind, limits);
  const stored = await store.put(tenant, bytes, mediaType, signal);
  return { url: urls.read(stored), mediaType, bytes: stored.bytes, sha256: stored.id };
}
