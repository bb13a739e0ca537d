import { Readable } from 'node:stream';

/** A response body that is written frame by frame, by one writer or several. */
export interface FrameStream {
  /** The body to send. */
  readonly body: Readable;
  /** Resolves when the reader has room for more, or is gone. */
  write(frame: string): Promise<void>;
  /** Writes the last frame. */
  end(frame: string): void;
  /** Whether anything that is written still reaches the reader. */
  readonly isOpen: boolean;
}

export interface FrameStreamOptions {
  readonly heartbeat: string;
  readonly heartbeatMs: number;
  /** How long a reader may take nothing from a full buffer. */
  readonly slowReaderMs: number;
  /** Told once, when the reader is too slow: what `end` is to write. */
  readonly onSlow: () => string;
  /** Told once, when the reader is gone or everything is written. */
  readonly onClose: () => void;
}

/** What waits in memory for one reader, in bytes; the sockets of both machines hold more. */
const BUFFER_BYTES = 64 * 1024;

/** A body with a bounded buffer: a reader who leaves it full for too long is told so and ended. */
export function createFrameStream(options: FrameStreamOptions): FrameStream {
  const { heartbeat, heartbeatMs, slowReaderMs, onSlow, onClose } = options;
  let stall: NodeJS.Timeout | null = null;
  let isOpen = true;
  let waiting: (() => void)[] = [];

  const release = () => {
    if (stall) clearTimeout(stall);
    stall = null;
    const released = waiting;
    waiting = [];
    for (const resume of released) resume();
  };
  const body = new Readable({
    highWaterMark: BUFFER_BYTES,
    read: release,
    destroy(error, callback) {
      isOpen = false;
      clearInterval(beat);
      release();
      onClose();
      callback(error);
    },
  });
  const beat = setInterval(() => isOpen && body.readableLength === 0 && body.push(heartbeat), heartbeatMs);
  const end = (frame: string) => {
    if (!isOpen) return;
    isOpen = false;
    body.push(frame);
    body.push(null);
    if (stall) clearTimeout(stall);
    // Whoever reads on in this time has everything; nobody is waited for any longer.
    stall = setTimeout(() => body.destroy(), slowReaderMs);
  };
  const giveUp = () => end(onSlow());
  return {
    body,
    get isOpen() {
      return isOpen;
    },
    end,
    async write(frame) {
      if (!isOpen || body.push(frame)) return;
      stall ??= setTimeout(giveUp, slowReaderMs);
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
