import { setTimeout as sleep } from 'node:timers/promises';

import { ServiceError } from '@sluice/schema';

/** Begins an attempt, which its signal ends. */
export type Begin<Result> = (signal: AbortSignal) => Promise<Result>;

export interface HedgeOptions<Result> {
  /** Until the second attempt is begun, in milliseconds. */
  readonly afterMs: number;
  /** Whether a result is worth ending the other attempt for. */
  readonly isGood: (result: Result) => boolean;
  /** Ends both. */
  readonly signal: AbortSignal;
}

/** What came first and was good, or else both. */
export interface Hedged<Result> {
  readonly first: Result;
  /** Null where it was not begun. */
  readonly second: Result | null;
}

/**
 * Asks a second target when the first has not answered in time ("The Tail at Scale",
 * https://doi.org/10.1145/2408776.2408794). The one that is slower is cancelled, and waited for, since what it cost is
 * recorded too.
 *
 * @param second begins the second attempt; null where it has nowhere to go
 */
export async function hedge<Result>(
  first: Begin<Result>,
  second: () => Begin<Result> | null,
  { afterMs, isGood, signal }: HedgeOptions<Result>,
): Promise<Hedged<Result>> {
  const [ours, theirs] = [new AbortController(), new AbortController()];
  const running = first(AbortSignal.any([signal, ours.signal]));
  const isLate = await Promise.race([running.then(() => false), pause(afterMs, signal)]);
  const begin = isLate && !signal.aborted ? second() : null;
  if (!begin) return { first: await running, second: null };
  const other = begin(AbortSignal.any([signal, theirs.signal]));
  const loses = (controller: AbortController) => (result: Result) => {
    if (isGood(result)) controller.abort(new ServiceError('CANCELLED', 'Another service answered first.'));
    return result;
  };
  const [one, two] = await Promise.all([running.then(loses(theirs)), other.then(loses(ours))]);
  return { first: one, second: two };
}

/** True when the time is over; never, when the signal aborts before. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal, ref: true }).catch(() => true);
}
