import { ServiceError } from '@sluice/schema';

import type { UpstreamEvent } from '../../supergraph/subscription/subscription-source.js';
import { type Failure } from '../attempts/failure.js';
import type { Attempt } from '../health/instance-health.js';
import type { ServiceStream } from '../service-stream.js';
import type { Target } from '../target.js';
import { withinTime } from './within-time.js';

/** An event as the service told it. */
export interface StreamedEvent {
  readonly event: UpstreamEvent;
  /** Whether it only announces what is to come. */
  readonly isAnnouncement: boolean;
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
  /** Its output has begun: from now on the pause between two events is bounded, not that before the first. */
  onOutput(): void;
  close(): void;
}

export interface StreamAttemptOptions {
  readonly target: Target;
  readonly stream: ServiceStream;
  readonly begun: Attempt;
  /** Reads what the service sent; a failure in band is one too. */
  readonly read: (result: unknown) => StreamedEvent | Failure;
  /** Told once how it ended: `OK`, or its failure. */
  readonly onEnd: (failure: Failure | null) => void;
  /** Names an error that has no code. */
  readonly toFailure: (error: unknown) => Failure;
}

export function createStreamAttempt(options: StreamAttemptOptions): StreamAttempt {
  const { target, stream, begun, read, toFailure } = options;
  const { firstTokenMs, idleMs } = target.timeouts;
  const startedAt = performance.now();
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
    async next() {
      try {
        const silence = hasOutput
          ? ({ ms: idleMs, kind: 'IDLE' } as const)
          : ({ ms: Math.max(0, firstTokenMs - (performance.now() - startedAt)), kind: 'FIRST_TOKEN' } as const);
        const result = await withinTime(stream.next(), silence, () => stream.close());
        if (result === null) {
          end(null);
          return { type: 'END' };
        }
        const told = read(result);
        return 'code' in told ? fail(told, true) : { type: 'EVENT', ...told };
      } catch (error) {
        return fail(toFailure(error), false);
      }
    },
    onOutput() {
      if (!hasOutput) begun.answered();
      hasOutput = true;
    },
    close() {
      const { code, message, details } = new ServiceError('CANCELLED', 'Nobody reads the subscription any more.');
      end({ code, message, details });
      stream.close();
    },
  };
}
