import type { Instance } from './instance.js';
import type { Registry } from './registry.js';

/**
 * Tells how each service is, then of each that changes. Of a service that changed several times before its reader came
 * round, the last state is told: what waits is never more than there are services.
 */
export function watchServices(registry: Registry): AsyncIterableIterator<Instance, undefined> {
  const waiting = new Map<string, Instance>(registry.instances().map((instance) => [instance.service, instance]));
  let wake: (() => void) | null = null;
  let isOver = false;
  const unsubscribe = registry.subscribe((instance) => {
    waiting.delete(instance.service);
    waiting.set(instance.service, instance);
    wake?.();
  });
  const take = (): IteratorResult<Instance, undefined> | null => {
    if (isOver) return { done: true, value: undefined };
    const [first] = waiting;
    if (!first) return null;
    waiting.delete(first[0]);
    return { done: false, value: first[1] };
  };
  const iterator: AsyncIterableIterator<Instance, undefined> = {
    async next() {
      for (;;) {
        const taken = take();
        if (taken) return taken;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async return() {
      isOver = true;
      unsubscribe();
      wake?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
