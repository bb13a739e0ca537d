import type { AnswerEvent } from '../pipeline/answer-stream.js';
import type { StreamFormat } from '../streams/stream-format.js';

/**
 * GraphQL over Server-Sent Events, distinct connections mode,
 * https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverSSE.md
 *
 * The protocol has no word for a subscription that cannot go on: it is a last result that is one error.
 */
export const sseFormat: StreamFormat = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: ':\n\n',
  event: (event) => frame('next', payloadOf(event)),
  heartbeat: ':\n\n',
  closing: 'event: complete\ndata:\n\n',
};

/** What the data of a `next` is. */
export function payloadOf(event: AnswerEvent): unknown {
  return event.kind === 'next' ? event.result : { errors: [event.error] };
}

export function frame(name: 'next' | 'complete', data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
