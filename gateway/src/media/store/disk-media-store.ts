import { createBoundedMediaStore, type StorePolicy } from './bounded-media-store.js';
import { createDiskMediaFiles } from './disk-media-files.js';
import type { MediaStore } from './media-store.js';

export interface DiskMediaStoreOptions extends StorePolicy {
  /** Absolute; made when it is needed. Several gateways of one machine may share it. */
  readonly folder: string;
}

/** Keeps pictures and sounds in a folder. */
export function createDiskMediaStore({ folder, ...policy }: DiskMediaStoreOptions): MediaStore {
  return createBoundedMediaStore(createDiskMediaFiles(folder), policy);
}
