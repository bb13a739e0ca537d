import { ServiceError } from '@sluice/schema';

/** Lets a bounded number of tasks run at once, and a bounded number wait, in the order in which they came. */
export interface Slots {
  /**
   * Waits for a turn.
   *
   * @returns what gives the slot back; calling it twice does nothing
   * @throws `OVERLOADED` when too many wait; the signal's reason when it aborts before the turn has come
   */
  acquire(signal: AbortSignal): Promise<() => void>;
  /** Tasks that wait. */
  readonly waiting: number;
}

export function createSlots(concurrency: number, maxQueue: number): Slots {
  const queue = new Set<() => void>();
  let running = 0;

  function take(): () => void {
    running += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      running -= 1;
      const [next] = queue;
      next?.();
    };
  }

  function wait(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(enter);
        reject(signal.reason as Error);
      };
      const enter = () => {
        queue.delete(enter);
        signal.removeEventListener('abort', leave);
        resolve(take());
      };
      queue.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    async acquire(signal) {
      signal.throwIfAborted();
      if (running < concurrency) return take();
      if (queue.size >= maxQueue) throw overloaded(maxQueue);
      return wait(signal);
    },
    get waiting() {
      return queue.size;
    },
  };
}

function overloaded(maxQueue: number): ServiceError {
  return new ServiceError('OVERLOADED', `More than ${maxQueue} generations wait for this model; try again later.`, {
    retryAfterMs: 1_000,
    limit: { dimension: 'queue', limit: maxQueue },
  });
}
