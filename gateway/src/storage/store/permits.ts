import { ServiceError } from '@sluice/schema';

import type { Deadline } from '../deadline.js';
import { closedError } from './storage-error.js';

/** A fixed number of permits, given in the order in which they were asked for; those who wait are bounded too. */
export interface Permits {
  /**
   * Waits for a permit. The caller calls what it gets exactly once, to give it back.
   * @throws ServiceError `OVERLOADED` when too many wait, `SHUTTING_DOWN` when closed, or the deadline's.
   */
  acquire(deadline: Deadline): Promise<() => void>;
  /** Refuses all who wait or come, and resolves when every permit is back. */
  close(): Promise<void>;
}

interface Waiter {
  admit(): void;
  refuse(error: ServiceError): void;
}

export function createPermits(count: number, maxWaiting: number): Permits {
  const waiters = new Set<Waiter>();
  let free = count;
  let closed = false;
  let onIdle: (() => void) | undefined;

  const giveBack = () => {
    const [next] = waiters;
    if (next !== undefined) return next.admit();
    free += 1;
    if (free === count) onIdle?.();
  };

  const wait = (deadline: Deadline) =>
    new Promise<() => void>((resolve, reject) => {
      const leave = () => {
        waiters.delete(waiter);
        deadline.signal.removeEventListener('abort', onAbort);
      };
      const onAbort = () => waiter.refuse(deadline.error());
      const waiter: Waiter = {
        admit: () => (leave(), resolve(giveBack)),
        refuse: (error) => (leave(), reject(error)),
      };
      waiters.add(waiter);
      deadline.signal.addEventListener('abort', onAbort, { once: true });
    });

  return {
    async acquire(deadline) {
      if (closed) throw closedError();
      if (deadline.signal.aborted) throw deadline.error();
      if (free > 0) {
        free -= 1;
        return giveBack;
      }
      if (waiters.size >= maxWaiting) throw tooMany(maxWaiting);
      return wait(deadline);
    },
    async close() {
      closed = true;
      for (const waiter of waiters) waiter.refuse(closedError());
      if (free < count) await new Promise<void>((resolve) => (onIdle = resolve));
    },
  };
}

function tooMany(limit: number): ServiceError {
  const details = { limit: { dimension: 'waiting statements', limit } };
  return new ServiceError('OVERLOADED', `More than ${limit} statements wait for the database.`, details);
}
