import type { Bus } from '../storage/bus/bus.js';
import { topics } from './announce.js';
import { isLast, type RecordedEvent } from './execution-event.js';
import { createHint } from './hint.js';
import { createSubscribedIterator } from './subscribed-iterator.js';

export interface FollowOptions {
  readonly bus: Pick<Bus, 'subscribe'>;
  /** The events of the execution after a number, in order; null when it is there no more. */
  readonly read: (after: number) => Promise<readonly RecordedEvent[] | null>;
  /**
   * How long nothing may be heard before the table is looked at, in milliseconds.
   * @default 5_000
   */
  readonly quietMs?: number;
}

/**
 * The events of an execution after a number, each once and in order, as they come; it ends after the last one. The
 * table alone is believed: the bus, or its silence, only says when to look. What was read and not yet taken is a page
 * at most.
 */
export function followEvents(
  { bus, read, quietMs = 5_000 }: FollowOptions,
  execution: string,
  after: number,
): AsyncIterableIterator<RecordedEvent, undefined> {
  const hint = createHint();
  let last = after;
  let page: readonly RecordedEvent[] = [];
  return createSubscribedIterator({
    // Before the first look, so that no event falls between the two.
    subscribed: bus.subscribe(topics.events(execution), { onMessage: hint.give, onGap: hint.give }),
    onEnd: hint.give,
    isLast,
    async take(isOver) {
      while (page.length === 0) {
        if (isOver()) return null;
        hint.clear();
        const found = await read(last);
        if (found === null) return null;
        page = found;
        if (page.length === 0 && !isOver()) await hint.wait(quietMs);
      }
      const [event, ...rest] = page;
      page = rest;
      last = event?.number ?? last;
      return isOver() ? null : (event ?? null);
    },
  });
}
