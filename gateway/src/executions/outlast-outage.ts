import { createBackOff } from '../storage/back-off.js';
import { mayPass } from '../storage/store/storage-error.js';
import { type CallOptions, DEFAULT_TIMEOUT_MS } from '../storage/store/store.js';

export interface OutlastOptions {
  /** How long the store may be away, in milliseconds. */
  readonly graceMs: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** How long the first try may take, in milliseconds; each later one may take twice as long, up to the store's default. */
const FIRST_TRY_MS = 5_000;

/**
 * Does what may be done twice, again and again while the store is away: a restart of the database is no reason to lose
 * what a service was paid for. One that hangs is given up soon, since its answer may never come.
 *
 * @param work is told how long it may take
 * @throws what it threw last, when the time is up; at once where that will not pass
 */
export async function outlastOutage<Result>(
  work: (options: CallOptions) => Promise<Result>,
  { graceMs, signal }: OutlastOptions,
): Promise<Result> {
  const patience = AbortSignal.any([AbortSignal.timeout(graceMs), ...(signal ? [signal] : [])]);
  const backOff = createBackOff({ firstMs: 100, longestMs: 2_000 });
  for (let timeoutMs = FIRST_TRY_MS; ; timeoutMs = Math.min(2 * timeoutMs, DEFAULT_TIMEOUT_MS)) {
    try {
      return await work({ timeoutMs });
    } catch (error) {
      if (!mayPass(error) || patience.aborted) throw error;
      await backOff.wait(patience);
    }
  }
}
