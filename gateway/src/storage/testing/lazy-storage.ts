import { createMemoryBus } from '../bus/memory-bus.js';
import type { Storage } from '../create-storage.js';
import { createMemoryLimiters } from '../limiter/memory-limiter.js';

/** A statement that tells how many rows there are. */
const COUNTS = /^\s*SELECT count\(\*\)/;

/**
 * A storage whose database opens when it is first asked: tests of a gateway that stores nothing do not wait for one.
 * What `open` gives must be the embedded one, whose bus and limits are in memory: those need no database here either.
 */
export function createLazyStorage(open: () => Promise<Storage>): Storage {
  let opening: Promise<Storage> | undefined;
  const opened = () => (opening ??= open());
  const port =
    <Name extends 'store' | 'queue'>(name: Name) =>
    <Method extends keyof Storage[Name]>(method: Method) =>
      (async (...values: unknown[]) => {
        const target = (await opened())[name];
        return (target[method] as (...values: unknown[]) => unknown).apply(target, values);
      }) as Storage[Name][Method];
  const [store, queue] = [port('store'), port('queue')];
  /** What only counts is known of a database without rows: a look at the metrics needs none. */
  const execute: Storage['store']['execute'] = async (statement, ...options) =>
    opening === undefined && COUNTS.test(statement) ? [] : await store('execute')(statement, ...options);
  const [bus, limiter] = [createMemoryBus(), createMemoryLimiters()];
  const closeOpened = async () => (await opening)?.close();
  return {
    store: {
      kind: 'pglite',
      query: store('query'),
      execute,
      transaction: store('transaction'),
      listen: store('listen'),
      close: closeOpened,
    },
    bus,
    limiter,
    queue: {
      send: queue('send'),
      fetch: queue('fetch'),
      complete: queue('complete'),
      fail: queue('fail'),
      heartbeat: queue('heartbeat'),
      cancel: queue('cancel'),
      activeByGroup: queue('activeByGroup'),
      find: queue('find'),
      openAmong: queue('openAmong'),
      onWork: queue('onWork'),
      supervise: queue('supervise'),
      close: closeOpened,
    },
    reachable: async () => (opening === undefined ? true : (await opening).reachable()),
    async close() {
      await Promise.all([bus.close(), limiter.close()]);
      await closeOpened();
    },
  };
}
