import type { StoredExecution } from './stored-execution.js';

export interface RetryOptions {
  /** The pause before the second attempt, in milliseconds; each later one is twice as long. */
  readonly retryDelayMs: number;
  /** For how long attempts that nothing was sent in do not count, in milliseconds. */
  readonly unavailableMs: number;
  /** Between 0 and 1. @default Math.random */
  readonly random?: () => number;
}

/** How an attempt has failed, as far as the next one depends on it. */
export interface FailedAttempt {
  /** Whether another attempt may do better. */
  readonly mayRetry: boolean;
  readonly retryAfterMs: number;
  /** Whether no service took the work, so that nothing was tried. */
  readonly isUnsent: boolean;
}

/** When an execution is tried again, and what counts until then. */
export interface NextAttempt {
  readonly at: Date;
  readonly failures: number;
  /** Since when no service takes it; null where one did. */
  readonly unsentSince: Date | null;
}

type Standing = Pick<StoredExecution, 'failures' | 'maxAttempts' | 'deadline' | 'unsentSince'>;

const LONGEST_DELAY_MS = 300_000;

/**
 * Decides when an execution is tried again after a failed attempt. One that nothing was sent in does not count, for a
 * while: a service that is away for some seconds would use up all attempts of everything that is queued.
 *
 * @returns null where there is no other attempt
 */
export function nextAttempt(
  execution: Standing,
  failed: FailedAttempt,
  options: RetryOptions,
  now = Date.now(),
): NextAttempt | null {
  if (!failed.mayRetry) return null;
  const since = execution.unsentSince ?? new Date(now);
  const isFree = failed.isUnsent && now - since.getTime() < options.unavailableMs;
  const failures = execution.failures + (isFree ? 0 : 1);
  if (!isFree && failures >= execution.maxAttempts) return null;
  const leftMs = execution.deadline ? execution.deadline.getTime() - now : Infinity;
  const delayMs = isFree
    ? unsentDelay(now - since.getTime(), leftMs, { ...options, ...failed })
    : Math.max(failed.retryAfterMs, jittered(options.retryDelayMs * 2 ** (failures - 1), options));
  if (delayMs >= leftMs) return null;
  return { at: new Date(now + delayMs), failures, unsentSince: failed.isUnsent ? since : null };
}

/**
 * As long as it has lasted so far, so that a long outage is asked about seldom and a short one costs little; of what is
 * left of the deadline no more than the half. Who was told when to come back comes somewhat later, not all at once.
 */
function unsentDelay(
  lastedMs: number,
  leftMs: number,
  options: RetryOptions & Pick<FailedAttempt, 'retryAfterMs'>,
): number {
  const grown = Math.max(options.retryDelayMs, Math.min(lastedMs, leftMs / 2));
  return options.retryAfterMs + jittered(grown, options);
}

function jittered(delayMs: number, { random = Math.random }: RetryOptions): number {
  return Math.round(Math.min(delayMs, LONGEST_DELAY_MS) * (0.5 + random() / 2));
}
