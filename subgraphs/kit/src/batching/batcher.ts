import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { BatchFunction, BatchOptions, Outcome } from '../capabilities.js';
import { untilAborted } from '../until-aborted.js';
import { createDispatchQueue } from './dispatch-queue.js';
import { createLane, type Lane } from './lane.js';
import { runBatch, type WaitingItem } from './run-batch.js';

export const DEFAULT_BATCH_OPTIONS: BatchOptions = {
  maxSize: 64,
  windowMs: 5,
  concurrency: 1,
  maxQueue: 10_000,
  deadlineMs: 60_000,
};

/** What is told of a call once it has ended. */
export interface BatchCall {
  readonly model: string;
  /** Items that were gathered, those whose callers left before among them. */
  readonly size: number;
  readonly durationMs: number;
  /** What failed the call as a whole. */
  readonly error?: unknown;
}

export interface BatcherOptions<
  Item,
  Options extends { readonly model: string },
  Result,
> extends Partial<BatchOptions> {
  readonly run: BatchFunction<Item, Options, Result>;
  readonly logger: Logger;
  /** Resolves when the models are loaded. @default loaded already */
  readonly ready?: () => Promise<void>;
  readonly onCall?: (call: BatchCall) => void;
}

/** Where the items of one request and of concurrent requests meet. */
export interface Batcher<Item, Options, Result> {
  /**
   * @param lane names the items that may share a call: equal for equal options, the model among them
   * @throws the signal's reason as soon as it aborts; `OVERLOADED` when too many items wait
   */
  load(lane: string, options: Options, request: WaitingItem<Item>): Promise<Result>;
  /** Items that wait to be sent. */
  readonly queueLength: number;
  /** Lanes that hold waiting items; an idle batcher has none. */
  readonly lanes: number;
}

/**
 * Gathers items into calls. A batch is ready when no item came for a window or when it is full; it goes when one of the
 * `concurrency` calls under way has ended, and takes all that came until then.
 */
export function createBatcher<Item, Options extends { readonly model: string }, Result>({
  run,
  logger,
  ready = async () => {},
  onCall = () => {},
  ...bounds
}: BatcherOptions<Item, Options, Result>): Batcher<Item, Options, Result> {
  const { maxSize, windowMs, concurrency, maxQueue, deadlineMs } = { ...DEFAULT_BATCH_OPTIONS, ...bounds };
  const queue = createDispatchQueue(concurrency);
  const lanes = new Map<string, Lane<Item, Result>>();
  let waiting = 0;

  async function call(options: Options, items: readonly WaitingItem<Item>[]): Promise<Outcome<Result>[]> {
    const startedAt = performance.now();
    const told = { model: options.model, size: items.length };
    try {
      const outcomes = await runBatch(items, { run, options, deadlineMs, ready, logger });
      onCall({ ...told, durationMs: performance.now() - startedAt });
      return outcomes;
    } catch (error) {
      onCall({ ...told, durationMs: performance.now() - startedAt, error });
      throw error;
    } finally {
      queue.release();
    }
  }

  function openLane(name: string, options: Options): Lane<Item, Result> {
    const send = (items: readonly WaitingItem<Item>[]) => {
      waiting -= items.length;
      return call(options, items);
    };
    const lane = createLane({ maxSize, windowMs, queue, send, onIdle: () => lanes.delete(name) });
    lanes.set(name, lane);
    return lane;
  }

  return {
    async load(name, options, item) {
      item.signal.throwIfAborted();
      if (waiting >= maxQueue) throw overloaded(maxQueue);
      waiting += 1;
      const lane = lanes.get(name) ?? openLane(name, options);
      return untilAborted(lane.join(item), item.signal);
    },
    get queueLength() {
      return waiting;
    },
    get lanes() {
      return lanes.size;
    },
  };
}

function overloaded(maxQueue: number): ServiceError {
  return new ServiceError('OVERLOADED', `More than ${maxQueue} items wait for this model; try again later.`, {
    retryAfterMs: 1_000,
    limit: { dimension: 'queue', limit: maxQueue },
  });
}
