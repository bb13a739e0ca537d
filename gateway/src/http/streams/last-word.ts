import type { ServiceError } from '@sluice/schema';

import type { AnswerEvent } from '../pipeline/answer-stream.js';

/** What a reader is told last, whatever the subscription would still have told. */
export function lastWord({ message, extensions }: ServiceError, requestId: string): AnswerEvent {
  return { kind: 'failed', error: { message, extensions: { ...extensions, requestId } } };
}
