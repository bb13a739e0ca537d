import type { FormattedExecutionResult } from 'graphql';

import type { Departure } from '../../supergraph/subscription/subscription-stream.js';
import type { AnswerStream } from '../pipeline/answer-stream.js';

/**
 * A stream as graphql-ws takes it. The protocol has no word for a subscription that cannot go on: it is a last result
 * that is one error. Written by hand, since the `return()` of an `async function*` waits for the event it awaits.
 *
 * @param departure how the client goes, asked when it has gone
 */
export function toAsyncGenerator(
  stream: AnswerStream,
  departure: () => Departure,
): AsyncGenerator<FormattedExecutionResult, void, void> {
  const done = { done: true, value: undefined } as const;
  const leave = async () => {
    stream.leave(departure());
    return done;
  };
  const generator: AsyncGenerator<FormattedExecutionResult, void, void> = {
    async next() {
      const event = await stream.next();
      if (event === null) return done;
      return { done: false, value: event.kind === 'next' ? event.result : { errors: [event.error] } };
    },
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => stream.leave(departure()),
  };
  return generator;
}
