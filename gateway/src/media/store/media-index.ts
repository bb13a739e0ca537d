import { fileNameOf, type MediaAddress } from './media-address.js';
import type { MediaFile } from './media-files.js';
import type { TenantKey } from './tenant-key.js';

/** How much there is. */
export interface Occupancy {
  readonly bytes: number;
  readonly files: number;
}

/** A file, and when this gateway last had to do with it, in milliseconds since 1970. */
export interface IndexEntry extends MediaFile {
  readonly usedAt: number;
}

/** What a store knows of its files without asking for them: in the order of their last use, with sums per tenant. */
export interface MediaIndex {
  find(address: MediaAddress): IndexEntry | undefined;
  /** Adds a file or replaces what is known of it; it is then the one used last. */
  set(entry: IndexEntry): void;
  remove(address: MediaAddress): void;
  /** Forgets all, and knows these instead; the least recently used first. */
  replace(entries: readonly IndexEntry[]): void;
  /** The least recently used first; removing while iterating is allowed. */
  entries(): Iterable<IndexEntry>;
  /** @param tenant without it, all together */
  occupancy(tenant?: TenantKey): Occupancy;
}

const NOTHING: Occupancy = { bytes: 0, files: 0 };

/** An empty index. */
export function createMediaIndex(): MediaIndex {
  const entries = new Map<string, IndexEntry>();
  const tenants = new Map<TenantKey, Occupancy>();
  let total = NOTHING;
  const count = ({ address: { tenant }, bytes }: IndexEntry, sign: 1 | -1) => {
    const sum = add(tenants.get(tenant) ?? NOTHING, sign * bytes, sign);
    if (sum.files === 0) tenants.delete(tenant);
    else tenants.set(tenant, sum);
    total = add(total, sign * bytes, sign);
  };
  const remove = (address: MediaAddress) => {
    const key = keyOf(address);
    const entry = entries.get(key);
    if (entry && entries.delete(key)) count(entry, -1);
  };
  const set = (entry: IndexEntry) => {
    remove(entry.address);
    entries.set(keyOf(entry.address), entry);
    count(entry, 1);
  };
  return {
    find: (address) => entries.get(keyOf(address)),
    set,
    remove,
    replace(next) {
      entries.clear();
      tenants.clear();
      total = NOTHING;
      for (const entry of next) set(entry);
    },
    entries: () => entries.values(),
    occupancy: (tenant) => (tenant === undefined ? total : (tenants.get(tenant) ?? NOTHING)),
  };
}

/** One text for each address, for maps. */
export function keyOf(address: MediaAddress): string {
  return `${address.tenant}/${fileNameOf(address)}`;
}

function add(sum: Occupancy, bytes: number, files: number): Occupancy {
  return { bytes: sum.bytes + bytes, files: sum.files + files };
}
