import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';

import type { Departure } from '../../supergraph/subscription/subscription-stream.js';

/** What a subscriber is told. */
export type AnswerEvent =
  | { readonly kind: 'next'; readonly result: FormattedExecutionResult }
  /** The subscription cannot go on; nothing comes after it. */
  | { readonly kind: 'failed'; readonly error: GraphQLFormattedError };

/** The answer to a subscription, ready to be sent. */
export interface AnswerStream {
  /** The next event; null at the end. One call at a time. */
  next(): Promise<AnswerEvent | null>;
  /** The client has left: a `next()` that waits ends with null. May be called more than once. */
  leave(how: Departure): void;
}
