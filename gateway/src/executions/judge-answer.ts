import { isErrorCode, isRetryable } from '@sluice/schema';

import { type AttemptCalls, isUnsent } from './attempt-calls.js';
import type { ContextOperation } from './context-operations.js';
import type { AttemptOutcome } from './finish-attempt.js';
import type { ExecutionFailure } from './life-cycle.js';
import type { AnswerError, FormattedResult } from './run-context.js';

/** What the answer to a kind's operation means for its attempt. */
export function judgeAnswer(
  { path }: Pick<ContextOperation, 'path'>,
  { data, errors = [] }: FormattedResult,
  calls: AttemptCalls,
): AttemptOutcome {
  const result = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
    data,
  );
  const [error] = errors;
  if (error) return failed(error, calls);
  if (result === null || result === undefined) return failed(NO_RESULT, calls);
  return { kind: 'succeeded', result, spent: calls.spent };
}

/**
 * What the answer to a pipeline means. Where a part of it failed that may yet succeed, it is tried again: what is done
 * is not done again. In the end, a part is worth more than nothing.
 */
export function judgePipeline(answer: FormattedResult, calls: AttemptCalls, isLastAttempt: boolean): AttemptOutcome {
  const { data, errors = [] } = answer;
  const retryable = errors.find((error) => toFailure(error).mayRetry);
  if (retryable && !isLastAttempt) return failed(retryable, calls);
  const [error] = errors;
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  if (error && isEmpty) return failed(retryable ?? error, calls);
  const response = { ...(data !== undefined && { data }), ...(errors.length > 0 && { errors }) };
  return { kind: 'succeeded', result: { __typename: 'OperationResult', response }, spent: calls.spent };
}

const NO_RESULT: AnswerError = {
  message: 'A service answered with nothing.',
  extensions: { code: 'PROVIDER_BAD_RESPONSE' },
};

/** The outcome of an attempt that this error has ended. */
export function failed(error: AnswerError, calls: AttemptCalls): AttemptOutcome {
  const told = toFailure(error);
  return { kind: 'failed', ...told, isUnsent: isUnsent(calls, told.failure), spent: calls.spent };
}

/** A caller who waits is not asked to send these again; work that is not waited for may well be done later. */
const LATER: ReadonlySet<string> = new Set(['STREAM_INTERRUPTED', 'ALL_TARGETS_FAILED']);

/** An error of an answer as the reason of a failure. */
function toFailure({ message, extensions = {} }: AnswerError): {
  readonly failure: ExecutionFailure;
  readonly mayRetry: boolean;
  readonly retryAfterMs: number;
} {
  const code = isErrorCode(extensions['code']) ? extensions['code'] : 'INTERNAL';
  const retryAfterMs = Number(extensions['retryAfterMs'] ?? 0);
  const outcomeUnknown = extensions['outcomeUnknown'] === true;
  return {
    failure: { code, message, ...(outcomeUnknown && { outcomeUnknown }) },
    mayRetry: isRetryable(code) || LATER.has(code),
    retryAfterMs: Number.isFinite(retryAfterMs) ? Math.max(0, retryAfterMs) : 0,
  };
}
