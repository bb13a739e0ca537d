import type { Readable } from 'node:stream';

import type { MediaAddress } from './media-address.js';
import type { ByteRange } from './media-store.js';

/** What is known of a file. */
export interface MediaFile {
  readonly address: MediaAddress;
  readonly bytes: number;
  /** When it was written or touched, in milliseconds since 1970; the same for every gateway that shares the files. */
  readonly writtenAt: number;
}

/**
 * Where a store's bytes lie: input and output alone, no policy. Every function may be called by several gateways at
 * once; a file that is not there is never an error.
 */
export interface MediaFiles {
  /** Whole or not at all; writing what is there already is allowed. */
  write(address: MediaAddress, bytes: Buffer, signal: AbortSignal): Promise<void>;
  read(address: MediaAddress, range: ByteRange | undefined, signal: AbortSignal): Promise<Readable | undefined>;
  stat(address: MediaAddress, signal: AbortSignal): Promise<MediaFile | undefined>;
  /** Makes a file as young as if it were written now. */
  touch(address: MediaAddress, signal: AbortSignal): Promise<void>;
  remove(address: MediaAddress, signal: AbortSignal): Promise<void>;
  /** Every file, and none that somebody else put beside them. */
  list(signal: AbortSignal): AsyncIterable<MediaFile>;
  close(): Promise<void>;
}
