import { type Outcome, ServiceError } from '@sluice/kit';

/** Refusals that one item of a batch may cause for all of them. */
const BY_ONE: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'CONTENT_POLICY_VIOLATION', 'CONTEXT_WINDOW_EXCEEDED']);

/**
 * Asks for a batch; where it is refused for what may be one item's fault it is asked for in halves, until the item that
 * nobody takes is alone. One bad item of 64 costs about twelve calls more, and the others keep their results. Halves
 * follow each other, so that no more calls are under way than the kit allows.
 */
export async function bisect<Item, Result>(
  items: readonly Item[],
  call: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Outcome<Result>[]> {
  try {
    return [...(await call(items))];
  } catch (error) {
    if (!(error instanceof ServiceError) || !BY_ONE.has(error.code)) throw error;
    if (items.length === 1) return [error];
    const middle = Math.ceil(items.length / 2);
    const first = await bisect(items.slice(0, middle), call);
    return [...first, ...(await bisect(items.slice(middle), call))];
  }
}
