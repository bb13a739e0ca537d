import type { Unsubscribe } from '../storage/bus/bus.js';

export interface SubscribedIteratorOptions<Item> {
  /** What tells when there is something new; ended with the iterator. */
  readonly subscribed: Promise<Unsubscribe>;
  /** The next item; null where there is none any more, or `isOver` says that nobody waits for it. */
  readonly take: (isOver: () => boolean) => Promise<Item | null>;
  /** Whether nothing comes after an item. @default never */
  readonly isLast?: (item: Item) => boolean;
  /** Told once at the end: a `take` that waits is to return. */
  readonly onEnd: () => void;
}

/** An iterator by hand: the `return()` of a generator would wait for an item that may never come. */
export function createSubscribedIterator<Item>({
  subscribed,
  take,
  isLast = () => false,
  onEnd,
}: SubscribedIteratorOptions<Item>): AsyncIterableIterator<Item, undefined> {
  let isOver = false;
  // Whoever asks for the next item is told of it.
  subscribed.catch(() => {});
  const end = () => {
    if (!isOver) {
      isOver = true;
      onEnd();
      subscribed.then((unsubscribe) => unsubscribe()).catch(() => {});
    }
    return { done: true, value: undefined } as const;
  };
  const iterator: AsyncIterableIterator<Item, undefined> = {
    async next() {
      if (isOver) return end();
      try {
        await subscribed;
        const item = await take(() => isOver);
        if (item === null) return end();
        if (isLast(item)) end();
        return { done: false, value: item };
      } catch (error) {
        end();
        throw error;
      }
    },
    return: async () => end(),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
