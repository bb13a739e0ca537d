import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Knows whether the code that runs now was called by the work of an open transaction. On PGlite, whose one connection
 * the transaction holds, asking the store from there waits forever; on PostgreSQL it works until the pool is empty. So
 * both refuse it, at once.
 */
export interface TransactionScope {
  /** Runs `work` as the inside of a transaction; the scope ends with it, also for what it left running. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Fails when called from the inside of an open transaction. */
  refuseInside(): void;
}

export function createTransactionScope(): TransactionScope {
  const scope = new AsyncLocalStorage<{ open: boolean }>();
  return {
    run(work) {
      const state = { open: true };
      return scope.run(state, work).finally(() => (state.open = false));
    },
    refuseInside() {
      if (!scope.getStore()?.open) return;
      // A mistake of the programmer, and one that would otherwise show under load alone.
      throw new Error('The store was asked within a transaction: ask the transaction that was handed in.');
    },
  };
}

/** Keeps a listener from running as a part of the transaction that happened to notify it. */
export const detached: <Arguments extends unknown[]>(
  listener: (...values: Arguments) => void,
) => (...values: Arguments) => void = (listener) => AsyncLocalStorage.bind(listener);
