import { ServiceError } from '@sluice/schema';

/** A part of something bounded. */
export interface Share {
  /** Keeps only so much of it; the rest is there for others. */
  keep(amount: number): void;
  /** Gives it back; more than once does nothing. */
  release(): void;
}

/** Shares out something bounded, such as bytes of memory, in the order in which it is asked for. */
export interface Shares {
  /**
   * Waits until there is enough. Whoever holds a share must not wait for another one.
   *
   * @param amount at most all there is
   * @throws `OVERLOADED` when too many wait; the signal's reason when it aborts before
   */
  acquire(amount: number, signal: AbortSignal): Promise<Share>;
}

interface Waiting {
  readonly amount: number;
  readonly enter: () => void;
}

export function createShares(total: number, maxWaiting: number): Shares {
  const queue = new Set<Waiting>();
  let free = total;

  function admit(): void {
    for (const waiting of queue) {
      if (waiting.amount > free) return;
      queue.delete(waiting);
      waiting.enter();
    }
  }

  function take(amount: number): Share {
    let held = amount;
    free -= held;
    const keep = (rest: number) => {
      const kept = Math.min(held, rest);
      free += held - kept;
      held = kept;
      admit();
    };
    return { keep, release: () => keep(0) };
  }

  function wait(amount: number, signal: AbortSignal): Promise<Share> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve(take(amount));
      };
      const waiting = { amount, enter };
      const leave = () => {
        queue.delete(waiting);
        reject(signal.reason as Error);
        // Those behind may need less.
        admit();
      };
      queue.add(waiting);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    async acquire(wanted, signal) {
      const amount = Math.min(wanted, total);
      signal.throwIfAborted();
      if (queue.size === 0 && amount <= free) return take(amount);
      if (queue.size >= maxWaiting) throw overloaded(maxWaiting);
      return wait(amount, signal);
    },
  };
}

function overloaded(limit: number): ServiceError {
  return new ServiceError('OVERLOADED', `More than ${limit} pictures and sounds wait here; try again later.`, {
    retryAfterMs: 1_000,
    limit: { dimension: 'media', limit },
  });
}
