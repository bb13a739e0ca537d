import { Transform } from 'node:stream';

import { tooLarge } from './pull-error.js';

export interface BoundOptions {
  /** Bytes that are there already. */
  readonly from: number;
  /** Bytes that there will be, where that is known. */
  readonly total: number | undefined;
  readonly maxBytes: number;
  readonly onProgress: (bytes: number, total: number | undefined) => void;
}

/** Counts what flows through, tells how far it is ten times a second, and breaks off what grows too large. */
export interface BoundBytes {
  readonly stream: Transform;
  /** With those that were there before. */
  readonly bytes: number;
}

const TELL_MS = 100;

export function boundBytes({ from, total, maxBytes, onProgress }: BoundOptions): BoundBytes {
  let [bytes, toldAt] = [from, 0];
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        done(tooLarge(maxBytes));
        return;
      }
      if (performance.now() - toldAt >= TELL_MS) {
        toldAt = performance.now();
        onProgress(bytes, total);
      }
      done(null, chunk);
    },
    flush(done) {
      onProgress(bytes, total);
      done();
    },
  });
  return {
    stream,
    get bytes() {
      return bytes;
    },
  };
}
