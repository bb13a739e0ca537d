import type { GraphQLFormattedError } from 'graphql';

import type { RequestContext } from '../../request-context.js';
import type { StreamEvent, SubscriptionStream } from '../../supergraph/subscription/subscription-stream.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import type { AnswerEvent, AnswerStream } from './answer-stream.js';
import { identify } from './observe-operation.js';

/**
 * Counts what a subscription tells, gives each of its errors the request's id, and writes a line when it is over. The
 * id is the reader's own: several may share one upstream.
 */
export function observeStream(
  stream: SubscriptionStream,
  context: RequestContext,
  metrics: GatewayMetrics,
): AnswerStream {
  const startedAt = performance.now();
  let items = 0;
  let isOver = false;
  metrics.onSubscription(1);
  const end = (code: string) => {
    if (isOver) return;
    isOver = true;
    metrics.onSubscription(-1);
    const measured = { items, durationMs: Math.round(performance.now() - startedAt) };
    context.logger.info({ ...identify(context), code, ...measured }, 'A subscription has ended.');
  };
  return {
    async next() {
      const event = await stream.next();
      if (event?.kind === 'next') items += 1;
      else end(event === null ? 'OK' : event.error.code);
      return event && toAnswer(event, context.requestId, metrics);
    },
    leave(how) {
      end('CANCELLED');
      stream.leave(how);
    },
  };
}

function toAnswer(event: StreamEvent, requestId: string, { onError }: GatewayMetrics): AnswerEvent {
  const name = ({ message, extensions, ...error }: GraphQLFormattedError) => {
    onError(String(extensions?.['code']));
    return { message, ...error, extensions: { ...extensions, requestId } };
  };
  if (event.kind === 'failed') {
    const { message, extensions } = event.error;
    return { kind: 'failed', error: name({ message, extensions }) };
  }
  const { errors } = event.result;
  return errors ? { kind: 'next', result: { ...event.result, errors: errors.map(name) } } : event;
}
