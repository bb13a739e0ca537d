import { ServiceError } from '@sluice/schema';
import type { FormattedExecutionResult } from 'graphql';

import { createEventLog, type LogReader } from './event-log.js';
import type { Departure, StreamEvent, SubscriptionStream } from './subscription-stream.js';
import type { Upstream, UpstreamEvent } from './subscription-source.js';

/** One upstream, and everyone who reads what comes of it. */
export interface SharedSubscription {
  /** A stream that tells everything from the beginning; null where that is no longer known. */
  join(): SubscriptionStream | null;
  /** Ends it for every reader, with a reason; the upstream is closed. */
  end(error: ServiceError): void;
}

export interface SharedSubscriptionOptions {
  readonly upstream: Upstream;
  /** How long a resumable upstream waits when its last reader was lost, in milliseconds. */
  readonly reconnectMs: number;
  /** Adds what other subgraphs know to an event. */
  readonly complete: (event: UpstreamEvent) => Promise<FormattedExecutionResult>;
  /** Told of an error that has no code. */
  readonly onInternal: (error: unknown) => void;
  /** Told once, when the upstream is closed. */
  readonly onClosed: () => void;
}

/**
 * Pumps events from an upstream into a bounded log from which each reader takes them at its own pace. The upstream is
 * read no faster than the fastest reader, so that it is the service that waits, and it is closed when the last reader
 * leaves: at once when it said so, a while after when it was lost and may come back. Events are completed one after the other: their order stays.
 */
export function shareSubscription(options: SharedSubscriptionOptions): SharedSubscription {
  const { upstream, complete, onInternal, onClosed, reconnectMs } = options;
  const log = createEventLog<StreamEvent>();
  let isOpen = true;
  let patience: NodeJS.Timeout | null = null;

  function close(error: ServiceError | null): void {
    if (!isOpen) return;
    isOpen = false;
    if (patience) clearTimeout(patience);
    if (error) log.append({ kind: 'failed', error }, 0);
    log.end();
    upstream.close();
    onClosed();
  }

  function leave(how: Departure): void {
    if (!isOpen || log.readers > 0) return;
    if (how === 'done' || !upstream.isResumable || reconnectMs === 0) close(null);
    else patience ??= setTimeout(() => close(null), reconnectMs);
  }

  async function pump(): Promise<void> {
    for (;;) {
      await log.wanted();
      const event = isOpen ? await upstream.next() : null;
      if (event === null || !isOpen) return close(null);
      const result = await complete(event);
      log.append({ kind: 'next', result }, JSON.stringify(result).length);
    }
  }

  void pump().catch((error: unknown) => {
    if (!(error instanceof ServiceError)) onInternal(error);
    close(
      error instanceof ServiceError ? error : new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error }),
    );
  });

  return {
    join() {
      if (!isOpen || !log.isWhole) return null;
      if (patience) clearTimeout(patience);
      patience = null;
      return createStream(log.read(), leave);
    },
    end: close,
  };
}

function createStream(reader: LogReader<StreamEvent>, onLeft: (how: Departure) => void): SubscriptionStream {
  const leave = (how: Departure) => {
    reader.leave();
    onLeft(how);
  };
  return {
    async next() {
      const taken = await reader.next();
      if (taken !== 'behind') return taken === 'ended' ? null : taken;
      leave('lost');
      const message = 'The subscriber read more slowly than events came.';
      return { kind: 'failed', error: new ServiceError('SUBSCRIPTION_TOO_SLOW', message) };
    },
    leave,
  };
}
