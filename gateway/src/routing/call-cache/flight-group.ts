/** A key under way, and who waits for it. */
export interface Flight<Landing> {
  readonly key: string;
  readonly group: FlightGroup<Landing>;
  readonly waiters: Set<Waiter<Landing>>;
}

/** Somebody who waits for one or several keys. */
export interface Waiter<Landing> {
  /** Takes what a key came to; null where the waiter has left. */
  take(key: string, landing: Landing | null): void;
  fail(error: unknown): void;
}

/** Keys that were begun together: they are one request, and can only be aborted together. */
export interface FlightGroup<Landing> {
  /** Those that have not landed, by their keys. */
  readonly flights: ReadonlyMap<string, Flight<Landing>>;
  /** Aborts when nobody waits for any of them. */
  readonly signal: AbortSignal;
  land(key: string, landing: Landing): void;
  /** Fails what has not landed. */
  fail(error: unknown): void;
  /** @returns whether that ended the group: nobody else waits for any of its keys */
  abortUnlessShared(waiter: Waiter<Landing>, reason: unknown): boolean;
}

export interface FlightGroupOptions<Landing> {
  readonly keys: readonly string[];
  /** Makes another landing like one, so that no two waiters hold the same. */
  readonly copy: (landing: Landing) => Landing;
  /** Told of a flight that can be joined no more. */
  readonly onEnd: (flight: Flight<Landing>) => void;
}

export function createFlightGroup<Landing>({ keys, copy, onEnd }: FlightGroupOptions<Landing>): FlightGroup<Landing> {
  const flights = new Map<string, Flight<Landing>>();
  const controller = new AbortController();
  const end = (flight: Flight<Landing>) => {
    flights.delete(flight.key);
    onEnd(flight);
  };
  const group: FlightGroup<Landing> = {
    flights,
    signal: controller.signal,
    land(key, landing) {
      const flight = flights.get(key);
      if (!flight) return;
      end(flight);
      const [first, ...others] = flight.waiters;
      // All copies are made before anybody can change the first.
      const copies = others.map((waiter) => [waiter, copy(landing)] as const);
      first?.take(key, landing);
      for (const [waiter, own] of copies) waiter.take(key, own);
    },
    fail(error) {
      for (const flight of flights.values()) {
        end(flight);
        for (const waiter of flight.waiters) waiter.fail(error);
      }
    },
    abortUnlessShared(waiter, reason) {
      const waiters = [...flights.values()].flatMap((flight) => [...flight.waiters]);
      if (waiters.some((other) => other !== waiter)) return false;
      // What is being aborted lands as aborted: whoever comes now begins anew.
      for (const flight of flights.values()) onEnd(flight);
      controller.abort(reason);
      return true;
    },
  };
  for (const key of keys) flights.set(key, { key, group, waiters: new Set() });
  return group;
}
