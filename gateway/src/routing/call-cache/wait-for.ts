import type { Flight, FlightGroup, Waiter } from './flight-group.js';

/** What a key came to for one waiter. */
export interface Landed<Landing> {
  /** Null where the waiter left before. */
  readonly landing: Landing | null;
  /** Whether another waiter had begun it. */
  readonly isJoined: boolean;
}

export interface WaitOptions<Landing> {
  readonly flights: readonly Flight<Landing>[];
  /** The group that this waiter has begun. */
  readonly own: FlightGroup<Landing> | null;
  /** Of the waiter. */
  readonly signal: AbortSignal;
}

/** Waits until all flights have landed or the signal aborts. */
export function waitFor<Landing>({
  flights,
  own,
  signal,
}: WaitOptions<Landing>): Promise<ReadonlyMap<string, Landed<Landing>>> {
  return new Promise((resolve, reject) => {
    const waiting = new Map(flights.map((flight) => [flight.key, flight]));
    const landed = new Map<string, Landed<Landing>>();
    const onAbort = () => leave(waiter, [...waiting.values()], signal.reason);
    const settle = (end: () => void) => {
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const waiter: Waiter<Landing> = {
      take(key, landing) {
        landed.set(key, { landing, isJoined: waiting.get(key)?.group !== own });
        waiting.delete(key);
        if (waiting.size === 0) settle(() => resolve(landed));
      },
      fail: (error) => settle(() => reject(error as Error)),
    };
    for (const flight of flights) flight.waiters.add(waiter);
    if (flights.length === 0) resolve(landed);
    else if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
}

/** What only this waiter waits for is aborted, and comes to its end soon; the rest goes on without it. */
function leave<Landing>(waiter: Waiter<Landing>, flights: readonly Flight<Landing>[], reason: unknown): void {
  const groups = new Set(flights.map(({ group }) => group));
  const aborted = new Set([...groups].filter((group) => group.abortUnlessShared(waiter, reason)));
  for (const { key, group, waiters } of flights) {
    if (aborted.has(group)) continue;
    waiters.delete(waiter);
    waiter.take(key, null);
  }
}
