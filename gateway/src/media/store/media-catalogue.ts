import type { RoomOptions } from './make-room.js';
import type { MediaAddress } from './media-address.js';
import type { MediaFile } from './media-files.js';
import type { IndexEntry } from './media-index.js';
import type { StoredMedia } from './media-store.js';

export interface CatalogueOptions extends RoomOptions {
  /** How long files are kept, in milliseconds. */
  readonly lifetimeMs: number;
}

/** What is stored, by the index first and by asking the files only when that does not know. */
export interface MediaCatalogue {
  /** The file, from now on the one used last; undefined when there is none or it has expired. */
  find(address: MediaAddress, signal: AbortSignal): Promise<IndexEntry | undefined>;
  /** Adds a file, or what is now known of it. */
  remember(file: MediaFile): IndexEntry;
  isExpired(file: MediaFile): boolean;
  describe(file: MediaFile): StoredMedia;
}

export function createMediaCatalogue({ index, files, now, lifetimeMs }: CatalogueOptions): MediaCatalogue {
  const isExpired = ({ writtenAt }: MediaFile) => writtenAt + lifetimeMs <= now();
  const remember = (file: MediaFile): IndexEntry => {
    const entry = { ...file, usedAt: now() };
    index.set(entry);
    return entry;
  };
  return {
    async find(address, signal) {
      const known = index.find(address);
      if (known && !isExpired(known)) return remember(known);
      // Another gateway may have put it, or prolonged its life.
      const file = await files.stat(address, signal);
      if (file && !isExpired(file)) return remember(file);
      index.remove(address);
      return undefined;
    },
    remember,
    isExpired,
    describe: ({ address, bytes, writtenAt }) => ({ ...address, bytes, expiresAt: writtenAt + lifetimeMs }),
  };
}
