import { extensionOf, type MediaType, mediaTypeOfExtension } from '../media-type.js';
import { isTenantKey, type TenantKey } from './tenant-key.js';

/** Where bytes stand: content-addressed, so that what an address leads to never changes. */
export interface MediaAddress {
  readonly tenant: TenantKey;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly id: string;
  readonly mediaType: MediaType;
}

const FILE_NAME = /^([0-9a-f]{64})\.([a-z0-9]{3,4})$/;

/** `<SHA-256>.png`: the name in paths, keys and URLs. */
export function fileNameOf({ id, mediaType }: MediaAddress): string {
  return `${id}.${extensionOf(mediaType)}`;
}

/** The address with such a name; undefined where it is not one, so that nothing else ever gets into a path. */
export function parseFileName(tenant: string, fileName: string): MediaAddress | undefined {
  const [, id, extension = ''] = FILE_NAME.exec(fileName) ?? [];
  const mediaType = mediaTypeOfExtension(extension);
  return id !== undefined && mediaType && isTenantKey(tenant) ? { tenant, id, mediaType } : undefined;
}
