import type { Storage } from '../create-storage.js';
import type { Limiter } from '../limiter/limiter.js';

/**
 * A storage that opens when it is first asked: tests of a gateway that stores nothing do not wait for a database. What
 * `open` gives must be the embedded one.
 */
export function createLazyStorage(open: () => Promise<Storage>): Storage {
  let opening: Promise<Storage> | undefined;
  const opened = () => (opening ??= open());
  const port =
    <Name extends 'store' | 'bus' | 'queue'>(name: Name) =>
    <Method extends keyof Storage[Name]>(method: Method) =>
      (async (...values: unknown[]) => {
        const target = (await opened())[name];
        return (target[method] as (...values: unknown[]) => unknown).apply(target, values);
      }) as Storage[Name][Method];
  const [store, bus, queue] = [port('store'), port('bus'), port('queue')];
  const limiter = (options: Parameters<Storage['limiter']>[0]) => {
    let making: Promise<Limiter> | undefined;
    const made = () => (making ??= opened().then((storage) => storage.limiter(options)));
    return { consume: async (key: string, points?: number) => (await made()).consume(key, points) };
  };
  const close = async () => (await opening)?.close();
  return {
    store: {
      kind: 'pglite',
      query: store('query'),
      execute: store('execute'),
      transaction: store('transaction'),
      listen: store('listen'),
      close,
    },
    bus: { kind: 'memory', publish: bus('publish'), subscribe: bus('subscribe'), close },
    limiter: Object.assign(limiter, { kind: 'memory' as const, close }),
    queue: {
      send: queue('send'),
      fetch: queue('fetch'),
      complete: queue('complete'),
      fail: queue('fail'),
      heartbeat: queue('heartbeat'),
      cancel: queue('cancel'),
      find: queue('find'),
      onWork: queue('onWork'),
      supervise: queue('supervise'),
      close,
    },
    reachable: async () => (opening === undefined ? true : (await opening).reachable()),
    close,
  };
}
