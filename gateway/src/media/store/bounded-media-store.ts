import { subtle } from 'node:crypto';

import type { MediaType } from '../media-type.js';
import { hasRoom, makeRoom, type StoreBounds } from './make-room.js';
import type { MediaAddress } from './media-address.js';
import { type CatalogueOptions, createMediaCatalogue, type MediaCatalogue } from './media-catalogue.js';
import type { MediaFiles } from './media-files.js';
import { createMediaIndex, keyOf } from './media-index.js';
import type { MediaStore, StoredMedia } from './media-store.js';
import { shareWrite } from './share-write.js';
import { sweepFiles, sweepRegularly } from './sweep-files.js';
import type { TenantKey } from './tenant-key.js';

export interface StorePolicy {
  /** How long bytes are kept after they were last put, in milliseconds; longer than `minAgeMs`. @default 24 h */
  readonly lifetimeMs?: number;
  /** What was used within this time is never evicted, in milliseconds. @default 10 min */
  readonly minAgeMs?: number;
  /** @default 1 GiB and 10,000 files a tenant, 8 GiB and 100,000 files in all */
  readonly bounds?: StoreBounds;
  /** How often expired files are looked for, in milliseconds; 0 leaves that to calls of `sweep`. @default 10 min */
  readonly sweepEveryMs?: number;
  /** Told of a sweep that failed; the next one comes anyway. */
  readonly onSweepFailed?: (error: unknown) => void;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

const MINUTE = 60_000;
const GIBIBYTE = 1024 ** 3;

const BOUNDS: StoreBounds = {
  tenant: { bytes: GIBIBYTE, files: 10_000 },
  total: { bytes: 8 * GIBIBYTE, files: 100_000 },
};

/**
 * A store over files that lie anywhere: bounds, order of use and expiry are the same for all of them. Gateways that
 * share files each keep to the bounds by what they know; sweeps bring their knowledge together.
 */
export function createBoundedMediaStore(files: MediaFiles, policy: StorePolicy = {}): MediaStore {
  const { lifetimeMs = 24 * 60 * MINUTE, minAgeMs = 10 * MINUTE, bounds = BOUNDS, now = Date.now } = policy;
  const index = createMediaIndex();
  const options: CatalogueOptions = { index, files, bounds, lifetimeMs, minAgeMs, now };
  const catalogue = createMediaCatalogue(options);
  const writing = new Map<string, Promise<StoredMedia>>();
  const sweep = (signal: AbortSignal) => sweepFiles({ files, index, isExpired: catalogue.isExpired, now }, signal);
  const stopSweeping = sweepRegularly(policy.sweepEveryMs ?? 10 * MINUTE, sweep, policy.onSweepFailed);
  return {
    async put(tenant, bytes, mediaType, signal) {
      signal.throwIfAborted();
      const address = await addressOf(tenant, bytes, mediaType);
      const write = () => store(options, catalogue, address, bytes, signal);
      return shareWrite(writing, keyOf(address), write, signal);
    },
    async stat(address, signal) {
      const entry = await catalogue.find(address, signal);
      return entry && catalogue.describe(entry);
    },
    async read(address, range, signal) {
      if (!(await catalogue.find(address, signal))) return undefined;
      const stream = await files.read(address, range, signal);
      if (!stream) index.remove(address);
      return stream;
    },
    async delete(address, signal) {
      const found = await catalogue.find(address, signal);
      index.remove(address);
      await files.remove(address, signal);
      return found !== undefined;
    },
    sweep,
    async close() {
      await stopSweeping();
      await files.close();
    },
  };
}

/** Hashed on a thread of the pool: ten megabytes would hold the event loop for tens of milliseconds. */
async function addressOf(tenant: TenantKey, bytes: Buffer, mediaType: MediaType): Promise<MediaAddress> {
  const hash = await subtle.digest('SHA-256', bytes);
  return { tenant, id: Buffer.from(hash).toString('hex'), mediaType };
}

async function store(
  options: CatalogueOptions,
  catalogue: MediaCatalogue,
  address: MediaAddress,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<StoredMedia> {
  const { files, index, minAgeMs, now } = options;
  const found = await catalogue.find(address, signal);
  if (found) {
    // Touched no more often than eviction asks: what is younger than that is safe everywhere.
    const isYoung = now() - found.writtenAt < minAgeMs;
    if (!isYoung) await files.touch(address, signal);
    return catalogue.describe(isYoung ? found : catalogue.remember({ ...found, writtenAt: now() }));
  }
  while (!hasRoom(options, address.tenant, bytes.length)) {
    await makeRoom(options, address.tenant, bytes.length, signal);
  }
  // Counted before it is written, so that writes at the same time cannot exceed the bounds together.
  const entry = catalogue.remember({ address, bytes: bytes.length, writtenAt: now() });
  try {
    await files.write(address, bytes, signal);
  } catch (error) {
    index.remove(address);
    throw error;
  }
  return catalogue.describe(entry);
}
