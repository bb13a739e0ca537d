import { type ErrorCode, type ErrorDetails, isErrorCode, ServiceError } from '@sluice/schema';

import { readRetryAfter } from '../network/retry-after.js';

/** What of an HTTP response says what its body does not. */
export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Reads a service's answer as JSON. Where it is a refusal that names no code of the taxonomy (often of a proxy in the
 * service's place), its status and `Retry-After` say what it means.
 *
 * @throws ServiceError by the status, or `PROVIDER_BAD_RESPONSE` for what is no JSON
 */
export function readAnswer(body: string, head: AnswerHead): unknown {
  let answer: unknown;
  let cause: unknown;
  try {
    answer = JSON.parse(body);
  } catch (error) {
    cause = error;
  }
  if (head.statusCode >= 400 && !hasWord(answer, head.statusCode)) throw statusError(head, cause);
  if (cause === undefined) return answer;
  throw new ServiceError('PROVIDER_BAD_RESPONSE', 'A service answered with something else than JSON.', {}, { cause });
}

/** Whether the body says more than the status does. */
function hasWord(answer: unknown, status: number): boolean {
  if (!isRecord(answer)) return false;
  if (isRecord(answer['data'])) return true;
  // Before anything was executed, it is the gateway that is refused, and not its caller.
  if (!('data' in answer) && CODES[status] === 'PROVIDER_AUTH_FAILED') return false;
  const errors: unknown = answer['errors'];
  return Array.isArray(errors) && errors.some(isCoded);
}

function isCoded(error: unknown): boolean {
  return isRecord(error) && isRecord(error['extensions']) && isErrorCode(error['extensions']['code']);
}

/** Statuses that mean something of their own. The others from 500 on are failures, those below cannot be understood. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'PROVIDER_AUTH_FAILED',
  402: 'PROVIDER_BILLING',
  403: 'PROVIDER_AUTH_FAILED',
  408: 'PROVIDER_TIMEOUT',
  429: 'PROVIDER_RATE_LIMITED',
  503: 'PROVIDER_OVERLOADED',
  504: 'PROVIDER_TIMEOUT',
  529: 'PROVIDER_OVERLOADED',
};

const DELAYED: ReadonlySet<ErrorCode> = new Set(['PROVIDER_RATE_LIMITED', 'PROVIDER_OVERLOADED']);

function statusError({ statusCode, headers }: AnswerHead, cause: unknown): ServiceError {
  const code = CODES[statusCode] ?? (statusCode >= 500 ? 'PROVIDER_ERROR' : 'PROVIDER_BAD_RESPONSE');
  const retryAfterMs = DELAYED.has(code) ? readRetryAfter(headers['retry-after']) : undefined;
  const details: ErrorDetails = {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    // Who waited in vain does not know what was done.
    ...(code === 'PROVIDER_TIMEOUT' && { phase: 'DISPATCHED', outcomeUnknown: true }),
  };
  return new ServiceError(code, `A service refused with status ${statusCode}.`, details, { cause });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
