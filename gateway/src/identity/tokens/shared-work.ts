import { ServiceError } from '@sluice/schema';

import { unlessAborted } from '../issuers/remembered.js';

/** Work that several may want at the same time, and that is done once for all of them. */
export interface SharedWork<Result> {
  /**
   * Begins work of a name, or joins the one that is under way. It goes on while one of those who wait for it stays.
   *
   * @throws what the work throws, `OVERLOADED` when too much is under way, and the signal's reason
   */
  run(name: string, work: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

interface Work<Result> {
  readonly result: Promise<Result>;
  readonly leaving: AbortController;
  waiting: number;
}

export function createSharedWork<Result>(max: number): SharedWork<Result> {
  const underWay = new Map<string, Work<Result>>();

  function start(name: string, work: (signal: AbortSignal) => Promise<Result>): Work<Result> {
    if (underWay.size >= max) {
      const details = { limit: { dimension: 'tokenChecks', limit: max }, retryAfterMs: 1_000 };
      throw new ServiceError('OVERLOADED', 'Too many credentials are being checked.', details);
    }
    const leaving = new AbortController();
    const begun: Work<Result> = { result: work(leaving.signal), leaving, waiting: 0 };
    underWay.set(name, begun);
    const end = () => forget(name, begun);
    begun.result.then(end, end);
    return begun;
  }

  function forget(name: string, work: Work<Result>): void {
    if (underWay.get(name) === work) underWay.delete(name);
  }

  /** The last to leave ends the work, and whoever comes later begins it anew. */
  function leave(name: string, work: Work<Result>): void {
    work.waiting -= 1;
    if (work.waiting > 0) return;
    forget(name, work);
    work.leaving.abort(new ServiceError('CANCELLED', 'Nobody waits any more.'));
  }

  return {
    async run(name, work, signal) {
      const shared = underWay.get(name) ?? start(name, work);
      shared.waiting += 1;
      try {
        return await unlessAborted(shared.result, signal);
      } finally {
        leave(name, shared);
      }
    },
  };
}
