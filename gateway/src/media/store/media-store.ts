import type { Readable } from 'node:stream';

import type { MediaType } from '../media-type.js';
import type { MediaAddress } from './media-address.js';
import type { TenantKey } from './tenant-key.js';

/** Bytes that are stored. */
export interface StoredMedia extends MediaAddress {
  /** How many. */
  readonly bytes: number;
  /** Until when they are kept unless they are put again, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Which bytes, first and last included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Keeps pictures and sounds, by content and per tenant, within bounds and for a time. */
export interface MediaStore {
  /**
   * Stores bytes, or prolongs the life of those that are stored already. They were inspected before.
   *
   * @throws ServiceError `RATE_LIMITED` where the tenant's part is in use, `OVERLOADED` where all of the store is
   */
  put(tenant: TenantKey, bytes: Buffer, mediaType: MediaType, signal: AbortSignal): Promise<StoredMedia>;
  /** Undefined when there is nothing at the address (any more). */
  stat(address: MediaAddress, signal: AbortSignal): Promise<StoredMedia | undefined>;
  /** The bytes, or a range of them that lies within; destroy the stream when it is not read to its end. */
  read(address: MediaAddress, range: ByteRange | undefined, signal: AbortSignal): Promise<Readable | undefined>;
  /** Whether there was something. */
  delete(address: MediaAddress, signal: AbortSignal): Promise<boolean>;
  /** Removes what has expired, and learns of what other gateways stored and removed. Runs by itself, too. */
  sweep(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
