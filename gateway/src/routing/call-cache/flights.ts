import { createFlightGroup, type Flight, type FlightGroup } from './flight-group.js';
import { type Landed, waitFor } from './wait-for.js';

/** What is under way, by keys, and who waits for it. */
export interface Flights<Landing> {
  /**
   * Waits for keys: for those that are under way already with whoever waits for them, for the others by beginning them.
   * Whoever's signal aborts leaves; what is under way is aborted when the last has left.
   *
   * @returns for each key what it came to, a copy of one's own; null where the waiter left before
   */
  board(options: BoardOptions<Landing>): Promise<ReadonlyMap<string, Landed<Landing>>>;
  /** Who waits at the moment. */
  readonly waiting: number;
}

export interface BoardOptions<Landing> {
  /** Each once. */
  readonly keys: readonly string[];
  /** Of the waiter. */
  readonly signal: AbortSignal;
  /** Called with the keys that are new; has to land each of them. */
  readonly begin: (keys: readonly string[], departure: Departure<Landing>) => Promise<void>;
}

/** What begins flights is handed. */
export type Departure<Landing> = Pick<FlightGroup<Landing>, 'signal' | 'land'>;

/** @param copy makes another landing like one, so that no two waiters hold the same */
export function createFlights<Landing>(copy: (landing: Landing) => Landing): Flights<Landing> {
  const underWay = new Map<string, Flight<Landing>>();
  const onEnd = (flight: Flight<Landing>) => {
    if (underWay.get(flight.key) === flight) underWay.delete(flight.key);
  };
  let waiting = 0;
  return {
    get waiting() {
      return waiting;
    },
    async board({ keys, signal, begin }) {
      const fresh = keys.filter((key) => !underWay.has(key));
      const own = fresh.length > 0 ? createFlightGroup<Landing>({ keys: fresh, copy, onEnd }) : null;
      for (const flight of own?.flights.values() ?? []) underWay.set(flight.key, flight);
      const flights = keys.flatMap((key) => underWay.get(key) ?? []);
      const landed = waitFor({ flights, own, signal });
      if (own) void fly(own, () => begin(fresh, own));
      waiting += 1;
      try {
        return await landed;
      } finally {
        waiting -= 1;
      }
    },
  };
}

async function fly<Landing>(group: FlightGroup<Landing>, begin: () => Promise<void>): Promise<void> {
  try {
    await begin();
    group.fail(new TypeError('Every key has to land.'));
  } catch (error) {
    group.fail(error);
  }
}
