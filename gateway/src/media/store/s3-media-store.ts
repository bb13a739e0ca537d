import { createBoundedMediaStore, type StorePolicy } from './bounded-media-store.js';
import type { MediaStore } from './media-store.js';
import type { S3Settings } from './s3-client.js';
import { createS3MediaFiles } from './s3-media-files.js';

export interface S3MediaStoreOptions extends StorePolicy {
  readonly s3: S3Settings;
}

/** Keeps pictures and sounds in a bucket of any server that speaks S3's protocol; gateways anywhere may share it. */
export function createS3MediaStore({ s3, ...policy }: S3MediaStoreOptions): MediaStore {
  return createBoundedMediaStore(createS3MediaFiles(s3), policy);
}
