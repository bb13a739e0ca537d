import { randomUUID } from 'node:crypto';

import { ServiceError } from '@sluice/schema';
import type { SubscribePayload } from 'graphql-ws';

import type { Answer, Pipeline } from '../pipeline/create-pipeline.js';
import type { SocketState } from './socket-state.js';

/**
 * Runs an operation of a socket. One that its client ends before the answer is over at once, whatever still has to be
 * tidied up: its id may be used again.
 */
export async function runOperation(
  state: SocketState,
  id: string,
  { query, operationName, variables }: SubscribePayload,
  pipeline: Pipeline,
): Promise<Answer> {
  const { principal, labels, request, pending } = state;
  if (!principal) throw new TypeError('An operation came before who calls was known.');
  const { traceparent } = request.headers;
  const leaving = new AbortController();
  pending.set(id, leaving);
  const running = pipeline.run(
    { query, ...(typeof operationName === 'string' && { operationName }), ...(variables && { variables }) },
    {
      requestId: randomUUID(),
      principal,
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      labels,
      signal: leaving.signal,
      takesStreams: true,
    },
  );
  try {
    return await Promise.race([running, cancelled(leaving.signal)]);
  } finally {
    if (pending.get(id) === leaving) pending.delete(id);
  }
}

/** The pipeline closes a stream that it opens after the signal. */
function cancelled(signal: AbortSignal): Promise<Answer> {
  const { message, extensions } = new ServiceError('CANCELLED', 'The caller left.');
  return new Promise((resolve) => {
    const answer: Answer = { kind: 'result', result: { errors: [{ message, extensions }] } };
    signal.addEventListener('abort', () => resolve(answer), { once: true });
  });
}
