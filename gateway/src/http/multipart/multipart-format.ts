import type { StreamFormat } from '../streams/stream-format.js';

/**
 * Multipart HTTP subscriptions, Apollo's protocol 1.0,
 * https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 *
 * Each part ends with the boundary of the next, since clients read a part when its boundary has come.
 */
export const multipartFormat: StreamFormat = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
  opening: '\r\n--graphql',
  event: (event) => part(event.kind === 'next' ? { payload: event.result } : { payload: null, errors: [event.error] }),
  heartbeat: part({}),
  closing: '--\r\n',
};

function part(content: unknown): string {
  return `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(content)}\r\n--graphql`;
}
