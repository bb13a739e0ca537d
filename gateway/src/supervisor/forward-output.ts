import { createInterface } from 'node:readline';
import { type Readable, Transform } from 'node:stream';
import type { Logger } from '@sluice/telemetry';

/** The longest line that is passed on; what is longer is no log line of ours. */
const MAX_LINE = 16_384;

export interface ForwardOutputOptions {
  readonly service: string;
  readonly logger: Logger;
  /** Takes a log line, without its end. */
  readonly writeLine: (line: string) => void;
  /** Whether the service has answered requests yet. */
  readonly hasServed: () => boolean;
}

/**
 * Passes on what a service writes, line by line. JSON lines are logs, written by allow-list, and go through as they
 * are. Anything else (a stack trace, a library's chatter) is shown only before the service has served its first
 * request: later it might quote a prompt, and only its length is told.
 */
export function forwardOutput(stream: Readable, options: ForwardOutputOptions): void {
  // Reading goes on to the end, whatever comes: a full pipe would stop the service.
  const lines = createInterface({ input: stream.pipe(boundLines()), crlfDelay: Infinity });
  lines.on('line', (line) => forwardLine(line, options));
}

function forwardLine(line: string, { service, logger, writeLine, hasServed }: ForwardOutputOptions): void {
  if (line.trim() === '') return;
  if (isJsonObject(line)) writeLine(line);
  else if (hasServed()) logger.warn({ service, size: line.length }, 'A service wrote a line that is no log line.');
  else writeLine(JSON.stringify({ level: 'warn', time: new Date().toISOString(), name: service, message: line }));
}

function isJsonObject(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** Cuts lines at `MAX_LINE`, so that output without line ends cannot fill the memory. */
function boundLines(): Transform {
  let length = 0;
  return new Transform({
    decodeStrings: true,
    transform(chunk: Buffer, _encoding, done) {
      const kept = Buffer.allocUnsafe(chunk.length);
      let size = 0;
      for (const byte of chunk) {
        length = byte === 0x0a ? 0 : length + 1;
        if (length <= MAX_LINE) kept[size++] = byte;
      }
      done(null, kept.subarray(0, size));
    },
  });
}
