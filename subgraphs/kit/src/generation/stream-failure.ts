import { type ErrorCode, ServiceError } from '@sluice/schema';

/** What tells more than that the stream broke off, and what is no fault of the model. */
const KEPT: ReadonlySet<ErrorCode> = new Set([
  'CANCELLED',
  'CONTENT_POLICY_VIOLATION',
  'DEADLINE_EXCEEDED',
  'OUTPUT_INVALID',
]);

/**
 * A failure as a follower is told of it: after the first token it is `STREAM_INTERRUPTED`, since from then on nobody
 * can silently begin anew; the reason is its cause, for the log.
 *
 * @param tokens how many were passed on before
 */
export function toStreamFailure(reason: unknown, tokens: number): Error {
  const error =
    reason instanceof Error ? reason : new Error('Something that is no error was thrown.', { cause: reason });
  if (tokens === 0 || (error instanceof ServiceError && KEPT.has(error.code))) return error;
  const kind = error instanceof ServiceError ? error.details.kind : undefined;
  const details = { partialTokens: tokens, resumable: false, phase: 'STREAMING' as const, ...(kind && { kind }) };
  const message = `The model broke off after ${tokens} tokens.`;
  return new ServiceError('STREAM_INTERRUPTED', message, details, { cause: error });
}
