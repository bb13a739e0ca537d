import { createBoundedLog } from './bounded-log.js';

/** What a reader is told instead of an item: there are no more, or it missed some. */
export type LogEnd = 'ended' | 'behind';

/** One reader's place in a log. */
export interface LogReader<Item extends object> {
  /** The next item, as soon as there is one. One call at a time. */
  next(): Promise<Item | LogEnd>;
  /** A `next()` that waits says `ended`. */
  leave(): void;
}

/** What is told to several readers, each at its own pace, in bounded memory. */
export interface EventLog<Item extends object> {
  /** Whether it still holds everything: whoever comes now misses nothing. */
  readonly isWhole: boolean;
  readonly readers: number;
  /** @param size in the unit of `maxSize` */
  append(item: Item, size: number): void;
  /** Nothing comes after what was appended. */
  end(): void;
  /** A reader that begins with the oldest item that is kept. */
  read(): LogReader<Item>;
  /** Resolves when some reader has nearly read up to the end, or when the log has ended: the time to fetch more. */
  wanted(): Promise<void>;
}

export interface EventLogOptions {
  /** Items that are kept for readers who come later. @default 128 */
  readonly keep?: number;
  /** How far the fastest reader may be behind before `wanted` makes wait. @default 16 */
  readonly readAhead?: number;
  /** How far a reader may fall behind before it has missed something. @default 1,024 */
  readonly maxItems?: number;
  /** The same, in the unit of the items' sizes. @default 1,048,576 */
  readonly maxSize?: number;
}

interface Place {
  cursor: number;
  wake: (() => void) | null;
  hasLeft: boolean;
}

/** How often read items are dropped: each time means a look at every reader. */
const TRIM_EVERY = 32;

export function createEventLog<Item extends object>(options: EventLogOptions = {}): EventLog<Item> {
  const { keep = 128, readAhead = 16, maxItems = 1_024, maxSize = 1_048_576 } = options;
  const log = createBoundedLog<Item>({ keep, maxItems, maxSize });
  const places = new Set<Place>();
  let isEnded = false;
  let untrimmed = 0;
  let onWanted: (() => void) | null = null;

  const isWanted = () => isEnded || [...places].some(({ cursor }) => cursor >= log.end - readAhead);
  const wakeAll = () => places.forEach((place) => place.wake?.());
  const take = (place: Place): Item | LogEnd | null => {
    if (place.hasLeft) return 'ended';
    if (place.cursor < log.first) return 'behind';
    const item = log.at(place.cursor);
    if (!item) return isEnded ? 'ended' : null;
    place.cursor += 1;
    if (onWanted && isWanted()) onWanted();
    return item;
  };

  return {
    get isWhole() {
      return log.isWhole;
    },
    get readers() {
      return places.size;
    },
    append(item, size) {
      if (isEnded) return;
      log.append(item, size);
      untrimmed += 1 + Math.floor((TRIM_EVERY * size) / maxSize);
      if (untrimmed >= TRIM_EVERY) log.trim(Math.min(log.end, ...[...places].map(({ cursor }) => cursor)));
      untrimmed %= TRIM_EVERY;
      wakeAll();
    },
    end() {
      isEnded = true;
      onWanted?.();
      wakeAll();
    },
    read: () => createReader(places, log.first, take, () => onWanted?.()),
    async wanted() {
      if (isWanted()) return;
      await new Promise<void>((resolve) => (onWanted = resolve));
      onWanted = null;
    },
  };
}

function createReader<Item extends object>(
  places: Set<Place>,
  cursor: number,
  take: (place: Place) => Item | LogEnd | null,
  onJoined: () => void,
): LogReader<Item> {
  const place: Place = { cursor, wake: null, hasLeft: false };
  places.add(place);
  onJoined();
  return {
    async next() {
      for (;;) {
        const taken = take(place);
        if (taken !== null) return taken;
        await new Promise<void>((resolve) => (place.wake = resolve));
        place.wake = null;
      }
    },
    leave() {
      place.hasLeft = true;
      places.delete(place);
      place.wake?.();
    },
  };
}
