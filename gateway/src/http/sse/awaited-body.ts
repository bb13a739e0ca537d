import type { Readable } from 'node:stream';

import { ServiceError } from '@sluice/schema';

import { createFrameStream, type FrameStream, type FrameStreamOptions } from '../streams/frame-stream.js';

/** A response body that may be written to before its request has come. */
export interface AwaitedBody {
  /** Whether its request has come. */
  readonly isOpen: boolean;
  /** @throws ServiceError `BAD_USER_INPUT` when it is open already */
  open(options: Omit<FrameStreamOptions, 'onEnd'>): Readable;
  /** Waits until the body is open and has room; after its end nothing is written. */
  write(frame: string): Promise<void>;
  /** Ends it after what was written and a last frame. */
  end(frame: string): void;
  /** Ends it at once. */
  close(): void;
}

/**
 * @param openWithinMs how long it waits to be opened, in milliseconds
 * @param onClose told once, when nothing that is written from now on reaches the reader
 */
export function createAwaitedBody(openWithinMs: number, onClose: () => void): AwaitedBody {
  let frames: FrameStream | null = null;
  let isClosed = false;
  let settle: () => void = () => {};
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const over = () => {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(patience);
    settle();
    onClose();
  };
  const close = () => (frames ? void frames.body.destroy() : over());
  const patience = setTimeout(close, openWithinMs);
  return {
    get isOpen() {
      return frames !== null;
    },
    open(options) {
      if (frames || isClosed) throw new ServiceError('BAD_USER_INPUT', 'This event stream is open already.');
      clearTimeout(patience);
      frames = createFrameStream({ ...options, onEnd: over });
      void frames.write(options.heartbeat);
      settle();
      return frames.body;
    },
    async write(frame) {
      await settled;
      await frames?.write(frame);
    },
    end: (frame) => (frames ? frames.end(frame) : over()),
    close,
  };
}
