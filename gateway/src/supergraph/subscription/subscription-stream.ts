import type { ServiceError } from '@sluice/schema';
import type { FormattedExecutionResult } from 'graphql';

/**
 * How a reader goes: `done` when it said that it wants no more, `lost` when its connection ended without a word. Who was
 * lost may be on the way back.
 */
export type Departure = 'done' | 'lost';

/** What a subscription tells. */
export type StreamEvent =
  | { readonly kind: 'next'; readonly result: FormattedExecutionResult }
  /** The subscription cannot go on; nothing comes after it. */
  | { readonly kind: 'failed'; readonly error: ServiceError };

/**
 * One reader's view of a subscription. An interface of its own rather than an `AsyncGenerator`: the `return()` of one
 * waits for a `next()` that may never come.
 */
export interface SubscriptionStream {
  /** The next event; null at the end. One call at a time. */
  next(): Promise<StreamEvent | null>;
  /** Nobody reads any more: a `next()` that waits ends with null. May be called at any time, and more than once. */
  leave(how: Departure): void;
}
