import DataLoader from 'dataloader';
import type { BatchOptions, Outcome } from '../capabilities.js';
import type { DispatchQueue } from './dispatch-queue.js';
import type { WaitingItem } from './run-batch.js';

export interface LaneOptions<Item, Result> extends Pick<BatchOptions, 'maxSize' | 'windowMs'> {
  readonly queue: DispatchQueue;
  /** Sends a batch whose turn has come. */
  readonly send: (items: readonly WaitingItem<Item>[]) => Promise<Outcome<Result>[]>;
  /** Nothing waits here any more: the lane may be forgotten. */
  readonly onIdle: () => void;
}

/** How often the window may begin anew: a crowd that trickles in is worth more as one batch than its first few alone. */
const MOST_WINDOWS = 8;

/** Where items of one model and one set of options gather. */
export interface Lane<Item, Result> {
  join(item: WaitingItem<Item>): Promise<Result>;
}

/**
 * A DataLoader without cache, whose batches go when the queue says so: ready when no item came for a window, or when
 * they are full, and gathering until their turn comes.
 */
export function createLane<Item, Result>({
  maxSize,
  windowMs,
  queue,
  send,
  onIdle,
}: LaneOptions<Item, Result>): Lane<Item, Result> {
  let pending = 0;
  let gathering: { size: number; readonly extend: () => void; readonly makeReady: () => void } | undefined;
  const loader = new DataLoader<WaitingItem<Item>, Result>(
    (items) => {
      pending -= 1;
      if (pending === 0) onIdle();
      return send(items);
    },
    { cache: false, maxBatchSize: maxSize, batchScheduleFn: gather },
  );

  /** DataLoader has begun a batch. */
  function gather(dispatch: () => void): void {
    pending += 1;
    let isReady = false;
    const makeReady = () => {
      clearTimeout(timer);
      // A batch whose window has passed may still fill up while it waits for its turn.
      if (!isReady) queue.add(dispatch);
      isReady = true;
    };
    const timer = setTimeout(makeReady, windowMs);
    const lastExtension = performance.now() + (MOST_WINDOWS - 1) * windowMs;
    const extend = () => {
      if (!isReady && performance.now() <= lastExtension) timer.refresh();
    };
    gathering = { size: 0, extend, makeReady };
  }

  return {
    join(item) {
      const result = loader.load(item);
      if (gathering) gathering.size += 1;
      if (gathering?.size === maxSize) gathering.makeReady();
      else gathering?.extend();
      return result;
    },
  };
}
