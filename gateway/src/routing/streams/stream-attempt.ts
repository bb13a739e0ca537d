import { ServiceError } from '@sluice/schema';

import type { UpstreamEvent } from '../../supergraph/subscription/subscription-source.js';
import type { AttemptRecord } from '../attempts/attempt-record.js';
import { type Failure } from '../attempts/failure.js';
import type { Attempt } from '../health/instance-health.js';
import type { ServiceStream } from '../service-stream.js';
import type { Target } from '../target.js';
import { createOutputClock } from './output-clock.js';
import { withinTime } from './within-time.js';

/** An event as the service told it. */
export interface StreamedEvent {
  readonly event: UpstreamEvent;
  /** Whether it only announces what is to come. */
  readonly isAnnouncement: boolean;
  /** Whether with it the output has come to its end. */
  readonly isConclusion: boolean;
}

/** What comes next of a stream. */
export type StreamRead =
  | ({ readonly type: 'EVENT' } & StreamedEvent)
  | { readonly type: 'END' }
  /** `isTold` where the service told it in an event, and did not break off. */
  | { readonly type: 'FAILED'; readonly failure: Failure; readonly isTold: boolean };

/** One stream at one target. */
export interface StreamAttempt {
  readonly target: Target;
  /** Never rejects: what goes wrong is a failure, once. */
  next(): Promise<StreamRead>;
  /** How it stands as long as nothing goes wrong. */
  readonly record: () => AttemptRecord;
  /** Its output has begun: from now on the pause between two events is bounded, not that before the first. */
  onOutput(): void;
  close(): void;
}

export interface StreamAttemptOptions {
  readonly target: Target;
  /** Whether the end of every output is told by an event. */
  readonly isConcluded: boolean;
  readonly stream: ServiceStream;
  readonly begun: Attempt;
  /** Reads what the service sent; a failure in band is one too. */
  readonly read: (result: unknown) => StreamedEvent | Failure;
  readonly record: () => AttemptRecord;
  /** Told once how it ended: `OK`, or its failure. */
  readonly onEnd: (failure: Failure | null) => void;
  /** Names an error that has no code. */
  readonly toFailure: (error: unknown) => Failure;
}

export function createStreamAttempt(options: StreamAttemptOptions): StreamAttempt {
  const { target, stream, begun, read, record, toFailure } = options;
  const clock = createOutputClock(target.timeouts, options.isConcluded);
  let hasOutput = false;
  let isOver = false;
  const end = (failure: Failure | null) => {
    if (isOver) return;
    isOver = true;
    const retryAfterMs = failure?.details.retryAfterMs;
    begun.end({ code: failure?.code ?? 'OK', ...(retryAfterMs !== undefined && { retryAfterMs }) });
    options.onEnd(failure);
  };
  const fail = (told: Failure, isTold: boolean): StreamRead => {
    // Whatever the service calls it: what came before may be paid for.
    const failure: Failure = hasOutput ? { ...told, details: { ...told.details, phase: 'STREAMING' } } : told;
    end(failure);
    stream.close();
    return { type: 'FAILED', failure, isTold };
  };
  return {
    target,
    record,
    async next() {
      try {
        const result = await withinTime(stream.next(), clock.patience(), () => stream.close());
        if (result === null) {
          if (clock.isOpen) throw endedEarly();
          end(null);
          return { type: 'END' };
        }
        const told = read(result);
        if ('code' in told) return fail(told, true);
        if (told.isAnnouncement) clock.onAnnouncement();
        if (told.isConclusion) clock.onConclusion();
        return { type: 'EVENT', ...told };
      } catch (error) {
        return fail(toFailure(error), false);
      }
    },
    onOutput() {
      if (!hasOutput) begun.answered();
      hasOutput = true;
      clock.onOutput();
    },
    close() {
      const { code, message, details } = new ServiceError('CANCELLED', 'Nobody reads the subscription any more.');
      end({ code, message, details });
      stream.close();
    },
  };
}

/** The word that all is said, where it is not. */
function endedEarly(): ServiceError {
  const details = { phase: 'STREAMING', outcomeUnknown: true } as const;
  return new ServiceError(
    'STREAM_INTERRUPTED',
    'The stream of a service ended before the output was complete.',
    details,
  );
}
