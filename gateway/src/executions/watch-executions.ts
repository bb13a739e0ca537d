import { ServiceError } from '@sluice/schema';
import { LRUCache } from 'lru-cache';

import type { Bus } from '../storage/bus/bus.js';
import { topics } from './announce.js';
import { createHint } from './hint.js';
import type { StoredExecution } from './stored-execution.js';
import { createSubscribedIterator } from './subscribed-iterator.js';

export interface WatchOptions {
  readonly bus: Pick<Bus, 'subscribe'>;
  /** As it stands; null where it is not to be told of. */
  readonly read: (id: string) => Promise<StoredExecution | null>;
}

/** Changes that wait for a slow reader; more end the watch. */
const MAX_WAITING = 10_000;
const LONG_MS = 60_000;
/** Executions of which it is known what was told. */
const MAX_TOLD = 10_000;

/**
 * Executions of a tenant as they change: each whenever its status is another one than was told. What changed twice
 * before its reader came round is told once, as it stands.
 */
export function watchExecutions(
  { bus, read }: WatchOptions,
  tenant: string,
): AsyncIterableIterator<StoredExecution, undefined> {
  const waiting = new Set<string>();
  const told = new LRUCache<string, StoredExecution['status']>({ max: MAX_TOLD });
  const hint = createHint();
  let failure: ServiceError | null = null;
  const fail = (error: ServiceError) => {
    failure = error;
    hint.give();
  };
  const subscribed = bus.subscribe(topics.changes(tenant), {
    onMessage(message) {
      waiting.add(String((message as { readonly id?: string }).id));
      if (waiting.size > MAX_WAITING) {
        fail(new ServiceError('SUBSCRIPTION_TOO_SLOW', 'Changes are not read as fast as they come.'));
      }
      hint.give();
    },
    // Which changes were missed, nobody knows: the reader lists them, and watches again.
    onGap: () => fail(new ServiceError('STREAM_INTERRUPTED', 'Changes may have been missed: read the list again.')),
  });
  return createSubscribedIterator({
    subscribed,
    onEnd: hint.give,
    async take(isOver) {
      while (!isOver()) {
        if (failure) throw failure;
        hint.clear();
        const [id] = waiting;
        waiting.delete(id ?? '');
        const found = id === undefined ? null : await read(id);
        if (found && told.get(found.id) !== found.status) {
          told.set(found.id, found.status);
          return found;
        }
        if (waiting.size === 0 && !isOver()) await hint.wait(LONG_MS);
      }
      return null;
    },
  });
}
