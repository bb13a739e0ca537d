import { isErrorCode, isRetryable } from '@sluice/schema';

import type { ContextOperation } from './context-operations.js';
import type { AttemptOutcome } from './finish-attempt.js';
import type { ExecutionFailure } from './life-cycle.js';
import type { AnswerError, FormattedResult } from './run-context.js';
import type { Spent } from './take-step.js';

/** What the answer to a kind's operation means for its attempt. */
export function judgeAnswer(
  { path }: Pick<ContextOperation, 'path'>,
  { data, errors = [] }: FormattedResult,
  calls: number,
): AttemptOutcome {
  const result = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
    data,
  );
  const spent = { calls, usage: sumUsage(result) };
  const [error] = errors;
  if (error) return failed(error, spent);
  if (result === null || result === undefined) return failed(NO_RESULT, spent);
  return { kind: 'succeeded', result, spent };
}

/**
 * What the answer to a pipeline means. Where a part of it failed that may yet succeed, it is tried again: what is done
 * is not done again. In the end, a part is worth more than nothing.
 */
export function judgePipeline(answer: FormattedResult, calls: number, isLastAttempt: boolean): AttemptOutcome {
  const { data, errors = [] } = answer;
  const spent = { calls, usage: sumUsage(data) };
  const retryable = errors.find((error) => toFailure(error).mayRetry);
  if (retryable && !isLastAttempt) return failed(retryable, spent);
  const [error] = errors;
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  if (error && isEmpty) return failed(retryable ?? error, spent);
  const response = { ...(data !== undefined && { data }), ...(errors.length > 0 && { errors }) };
  return { kind: 'succeeded', result: { __typename: 'OperationResult', response }, spent };
}

const NO_RESULT: AnswerError = {
  message: 'A service answered with nothing.',
  extensions: { code: 'PROVIDER_BAD_RESPONSE' },
};

function failed(error: AnswerError, spent: Spent): AttemptOutcome {
  return { kind: 'failed', ...toFailure(error), spent };
}

/** A caller who waits is not asked to send these again; work that is not waited for may well be done later. */
const LATER: ReadonlySet<string> = new Set(['STREAM_INTERRUPTED', 'ALL_TARGETS_FAILED']);

/** An error of an answer as the reason of a failure. */
export function toFailure({ message, extensions = {} }: AnswerError): {
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

/** All that the services counted, wherever in the result they tell it. */
export function sumUsage(value: unknown, sums: Record<string, number> = {}): Record<string, number> {
  if (Array.isArray(value)) for (const item of value) sumUsage(item, sums);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (name === 'usage') addUsage(member, sums);
      else sumUsage(member, sums);
    }
  }
  return sums;
}

function addUsage(usage: unknown, sums: Record<string, number>): void {
  for (const [name, count] of Object.entries(usage ?? {})) {
    if (typeof count === 'number') sums[name] = (sums[name] ?? 0) + count;
  }
}
