import { ServiceError } from '@sluice/schema';

import type { Store } from '../storage/store/store.js';
import type { Announcer } from './announce.js';
import {
  addEvent,
  type AttemptStream,
  type AttemptPlace,
  hasMore,
  loseStream,
  openStream,
  settleStream,
  takePending,
} from './attempt-stream.js';
import type { ExecutionEvent } from './execution-event.js';
import { writeStreams } from './write-streams.js';
import type { Sealer } from './sealing/sealer.js';

/** Writes what an attempt tells. */
export interface AttemptLog {
  /** Takes an event; it is written within a tick, with those of every other attempt of this worker. */
  write(event: ExecutionEvent): void;
  /** Resolves when everything is written. @throws ServiceError when the attempt may not write any more */
  drain(): Promise<void>;
  close(): void;
}

export interface EventWriter {
  /** @param onLost told once when the attempt may not write any more, or writes more than can be kept */
  open(attempt: AttemptPlace, onLost: (reason: ServiceError) => void): AttemptLog;
}

export interface EventWriterOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly announce: Pick<Announcer, 'events'>;
  /** How long events gather before they are written, in milliseconds. */
  readonly flushMs: number;
  /** Told of writes that failed and are tried again. */
  readonly onError: (error: unknown) => void;
}

const RETRY_MS = 250;

/**
 * Gathers the events of all attempts of a worker, and writes them in one statement a tick: pieces of text come by the
 * hundred a second.
 */
export function createEventWriter(options: EventWriterOptions): EventWriter {
  const { flushMs, onError } = options;
  const streams = new Set<AttemptStream>();
  let timer: NodeJS.Timeout | null = null;
  let isWriting = false;

  const schedule = (waitMs: number) => {
    if (!isWriting) timer ??= setTimeout(() => void flush(), waitMs);
  };

  async function flush(): Promise<void> {
    timer = null;
    const waiting = [...streams].filter(hasMore);
    if (waiting.length === 0) return;
    isWriting = true;
    waiting.forEach(takePending);
    const [outcome] = await Promise.allSettled([writeStreams(options, waiting)]);
    isWriting = false;
    const failed = outcome.status === 'rejected';
    if (failed) onError(outcome.reason);
    streams.forEach(settleStream);
    if ([...streams].some(hasMore)) schedule(failed ? RETRY_MS : flushMs);
  }

  return {
    open(place, onLost) {
      const stream = openStream(place, onLost);
      streams.add(stream);
      return {
        write(event) {
          addEvent(stream, event);
          schedule(flushMs);
        },
        async drain() {
          if (hasMore(stream)) {
            schedule(0);
            await new Promise<void>((resolve) => stream.drained.push(resolve));
          }
          if (stream.lost) throw stream.lost;
        },
        close() {
          streams.delete(stream);
          loseStream(stream, new ServiceError('CANCELLED', 'The attempt is over.'), { isTold: false });
          settleStream(stream);
        },
      };
    },
  };
}
