import { ServiceError } from '@sluice/schema';

import { type Deadline, startDeadline } from '../deadline.js';
import { closedError } from '../store/storage-error.js';
import type { CallOptions } from '../store/store.js';
import { BUS_TIMEOUT_MS } from './bus.js';

/** Bounds what is being handed over: how many messages, and how long each. */
export interface HandOver {
  /** @throws ServiceError `OVERLOADED`, `SHUTTING_DOWN`, or the deadline's */
  run(options: CallOptions | undefined, send: (deadline: Deadline) => Promise<unknown>): Promise<void>;
  /** Refuses what comes. */
  close(): void;
}

export function createHandOver(maxWaiting: number): HandOver {
  let waiting = 0;
  let closed = false;
  return {
    async run({ signal, timeoutMs = BUS_TIMEOUT_MS } = {}, send) {
      if (closed) throw closedError();
      if (waiting >= maxWaiting) throw tooMany(maxWaiting);
      using deadline = startDeadline('A message', timeoutMs, signal);
      waiting += 1;
      try {
        await deadline.race(send(deadline));
      } finally {
        waiting -= 1;
      }
    },
    close() {
      closed = true;
    },
  };
}

function tooMany(limit: number): ServiceError {
  const details = { limit: { dimension: 'waiting messages', limit } };
  return new ServiceError('OVERLOADED', `More than ${limit} messages wait to be handed over.`, details);
}
