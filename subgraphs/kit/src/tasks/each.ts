import type { Outcome } from '../capabilities.js';

/** Does the same with every item, so many at a time; one that fails fails alone. */
export async function each<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Outcome<Result>[]> {
  const outcomes: Outcome<Result>[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) {
      // One after the other: that is what bounds them.
      // oxlint-disable-next-line no-await-in-loop
      outcomes[index] = await task(item, index).catch((error: unknown) => toError(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return outcomes;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A task failed with something that is no error.');
}
