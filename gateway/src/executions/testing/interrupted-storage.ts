import { ServiceError } from '@sluice/schema';

import type { Storage } from '../../storage/create-storage.js';
import { SqlError } from '../../storage/store/storage-error.js';
import type { Store } from '../../storage/store/store.js';

/**
 * `away`: nothing is done. `mute`: it is done, and the answer is lost. `hanging`: the time is
 * up. `contended`: others were in the way. `broken`: it fails, and will again.
 */
export type Interruption = 'away' | 'mute' | 'hanging' | 'contended' | 'broken' | null;

/** A storage whose connection breaks when the test says. */
export interface InterruptedStorage {
  readonly storage: Storage;
  interruption: Interruption;
  /** How many calls have failed so far. */
  readonly failures: number;
}

export function interruptStorage(storage: Storage): InterruptedStorage {
  const state = { interruption: null as Interruption, failures: 0 };
  const fail = (error: ServiceError): never => {
    state.failures += 1;
    throw error;
  };
  const through = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    const { interruption } = state;
    if (interruption === 'hanging') fail(new ServiceError('DEADLINE_EXCEEDED', 'The time is up.'));
    if (interruption === 'away') fail(unreachable());
    if (interruption === 'broken') fail(new ServiceError('INTERNAL', 'The store refuses this.'));
    if (interruption === 'contended') fail(new SqlError('40P01', undefined, undefined));
    const result = await call();
    if (state.interruption === 'mute') fail(unreachable());
    return result;
  };
  const { store } = storage;
  const interrupted: Store = {
    ...store,
    query: (...given) => through(() => store.query(...given)),
    execute: (...given) => through(() => store.execute(...given)),
    transaction: (...given) => through(() => store.transaction(...given)),
  };
  return Object.assign(state, { storage: { ...storage, store: interrupted } });
}

const unreachable = () =>
  new ServiceError('SERVICE_UNAVAILABLE', 'The store does not answer.', { outcomeUnknown: true });
