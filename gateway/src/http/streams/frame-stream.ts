import { Readable } from 'node:stream';

/** A response body that is written frame by frame, by one writer or several. */
export interface FrameStream {
  /** The body to send. */
  readonly body: Readable;
  /** Resolves when the reader has room for more, or when nothing reaches it any more. */
  write(frame: string): Promise<void>;
  /** Writes the last frame. */
  end(frame: string): void;
}

export interface FrameStreamOptions {
  readonly heartbeat: string;
  readonly heartbeatMs: number;
  /** How long a reader may take nothing from a full buffer; and how long it has for what is left after the end. */
  readonly slowReaderMs: number;
  /** The last frame for a reader that is too slow. */
  readonly onSlow: () => string;
  /** Told once, when nothing that is written from now on reaches the reader: it is gone, too slow, or told the end. */
  readonly onEnd: () => void;
}

/** What waits in memory for one reader, in bytes; the sockets of both machines hold more. */
const BUFFER_BYTES = 64 * 1024;

/** A body with a bounded buffer: a reader who leaves it full for too long is told so and ended. */
export function createFrameStream(options: FrameStreamOptions): FrameStream {
  const { heartbeat, heartbeatMs, slowReaderMs, onSlow, onEnd } = options;
  let stall: NodeJS.Timeout | null = null;
  let unread: NodeJS.Timeout | null = null;
  let isOpen = true;
  let waiting: (() => void)[] = [];

  const release = () => {
    if (stall) clearTimeout(stall);
    stall = null;
    const released = waiting;
    waiting = [];
    for (const resume of released) resume();
  };
  const stopWriting = () => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(beat);
    onEnd();
    release();
  };
  const body = new Readable({
    highWaterMark: BUFFER_BYTES,
    read: release,
    destroy(error, callback) {
      stopWriting();
      if (unread) clearTimeout(unread);
      callback(error);
    },
  });
  const beat = setInterval(() => body.readableLength === 0 && body.push(heartbeat), heartbeatMs);
  const end = (frame: string) => {
    if (!isOpen) return;
    body.push(frame);
    body.push(null);
    unread = setTimeout(() => body.destroy(), slowReaderMs);
    stopWriting();
  };
  return {
    body,
    end,
    async write(frame) {
      if (!isOpen || body.push(frame)) return;
      stall ??= setTimeout(() => end(onSlow()), slowReaderMs);
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
