import { ServiceError } from '@sluice/schema';

import type { MediaFiles } from './media-files.js';
import type { IndexEntry, MediaIndex, Occupancy } from './media-index.js';
import type { TenantKey } from './tenant-key.js';

/** How much a store keeps. */
export interface StoreBounds {
  readonly tenant: Occupancy;
  readonly total: Occupancy;
}

export interface RoomOptions {
  readonly index: MediaIndex;
  readonly files: MediaFiles;
  readonly bounds: StoreBounds;
  /** What was used or written within this time is in use: its URL may just be on its way. In milliseconds. */
  readonly minAgeMs: number;
  readonly now: () => number;
}

/** Whether so many bytes more fit into the tenant's part and into the whole. */
export function hasRoom({ index, bounds }: RoomOptions, tenant: TenantKey, bytes: number): boolean {
  return isWithin(index.occupancy(tenant), bytes, bounds.tenant) && isWithin(index.occupancy(), bytes, bounds.total);
}

/**
 * Removes the least recently used files until there is room. Others may take it meanwhile: ask again.
 *
 * @throws ServiceError `RATE_LIMITED` or `OVERLOADED` where all that could go is in use
 */
export async function makeRoom(
  options: RoomOptions,
  tenant: TenantKey,
  bytes: number,
  signal: AbortSignal,
): Promise<void> {
  const { index, bounds, minAgeMs } = options;
  const tenantHasRoom = () => isWithin(index.occupancy(tenant), bytes, bounds.tenant);
  if (!(await evictUntil(tenantHasRoom, options, tenant, signal))) throw tenantIsFull(bounds.tenant, minAgeMs);
  if (!(await evictUntil(() => hasRoom(options, tenant, bytes), options, undefined, signal))) {
    throw new ServiceError('OVERLOADED', 'The store of pictures and sounds is full.', { retryAfterMs: minAgeMs });
  }
}

function isWithin(taken: Occupancy, bytes: number, bound: Occupancy): boolean {
  return taken.bytes + bytes <= bound.bytes && taken.files + 1 <= bound.files;
}

/** @returns whether it came to be enough */
async function evictUntil(
  isEnough: () => boolean,
  options: RoomOptions,
  tenant: TenantKey | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  if (isEnough()) return true;
  const oldestInUse = options.now() - options.minAgeMs;
  for (const entry of options.index.entries()) {
    // The order is that of use: all that follow are in use as well.
    if (entry.usedAt > oldestInUse) return false;
    if (tenant !== undefined && entry.address.tenant !== tenant) continue;
    if (!(await isInUseElsewhere(entry, oldestInUse, options, signal))) await evict(entry, options, signal);
    if (isEnough()) return true;
  }
  return false;
}

/** Another gateway that shares the files touches what it uses. */
async function isInUseElsewhere(
  { address }: IndexEntry,
  oldestInUse: number,
  { index, files }: RoomOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const file = await files.stat(address, signal);
  if (!file || file.writtenAt <= oldestInUse) return false;
  index.set({ ...file, usedAt: file.writtenAt });
  return true;
}

async function evict({ address }: IndexEntry, { index, files }: RoomOptions, signal: AbortSignal): Promise<void> {
  index.remove(address);
  await files.remove(address, signal);
}

function tenantIsFull(bound: Occupancy, retryAfterMs: number): ServiceError {
  const message = `Pictures and sounds of the last minutes take up all of the ${bound.bytes} bytes that you may store.`;
  return new ServiceError('RATE_LIMITED', message, {
    retryAfterMs,
    limit: { dimension: 'storedMediaBytes', limit: bound.bytes },
  });
}
