import { types } from 'node:util';
import {
  AISDKError,
  APICallError,
  InvalidArgumentError,
  InvalidPromptError,
  LoadAPIKeyError,
  LoadSettingError,
  NoSuchModelError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { type ErrorCode, type ErrorDetails, ServiceError } from '@sluice/kit';

import { classifyFailure } from './classify-failure.js';
import { readCallFailure, readStreamFailure, type VendorFailure } from './read-failure.js';
import { readRetryAfter } from './retry-after.js';

/** Under which circumstances something failed. */
export interface FailureContext {
  /** The model that was asked. */
  readonly model: string;
  /** The caller's. */
  readonly signal: AbortSignal;
  /** Whether the answer had begun. @default false */
  readonly isStreaming?: boolean;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** What callers are told; a vendor's own words never are. */
const MESSAGES: Partial<Readonly<Record<ErrorCode, string>>> = {
  BAD_USER_INPUT: 'The AI service does not accept the input.',
  UNSUPPORTED_CAPABILITY: 'The model cannot do what the input asks for.',
  CONTEXT_WINDOW_EXCEEDED: "The input is longer than the model's context window.",
  CONTENT_POLICY_VIOLATION: 'The AI service refused the content.',
  MODEL_NOT_FOUND: 'The AI service does not know the model.',
  PROVIDER_RATE_LIMITED: 'The AI service limits our rate.',
  PROVIDER_AUTH_FAILED: "The AI service refused the gateway's credential.",
  PROVIDER_BILLING: "The AI service refused the gateway's account.",
  PROVIDER_OVERLOADED: 'The AI service is overloaded.',
  PROVIDER_TIMEOUT: 'The AI service ran out of time.',
  PROVIDER_BAD_RESPONSE: 'The AI service answered with something that could not be read.',
};

/** Failures after which a vendor may say when to come again. */
const DELAYED: ReadonlySet<ErrorCode> = new Set(['PROVIDER_RATE_LIMITED', 'PROVIDER_OVERLOADED', 'PROVIDER_ERROR']);

const MAX_CAUSES = 5;

/**
 * A failed call of a vendor in the words of the taxonomy. A key that the vendor refuses is our fault and never the
 * caller's 401, and what the vendor wrote stays in the cause, of which logs tell no word.
 *
 * @returns what it was given where that is an error of nobody's but ours
 */
export function toVendorError(error: unknown, context: FailureContext): Error {
  if (context.signal.aborted) return leavingReason(context.signal);
  const known = findServiceError(error);
  if (known) return known;
  if (APICallError.isInstance(error)) return callError(error, context);
  const code = sdkErrorCode(error);
  if (code) return new ServiceError(code, messageOf(code), { model: context.model }, { cause: error });
  return types.isNativeError(error) ? error : new Error('Something that is no error was thrown.', { cause: error });
}

/** An error that came as a part of a stream: of the SDK, or as the vendor wrote it. */
export function toStreamPartError(error: unknown, context: FailureContext): Error {
  const isVendors = !types.isNativeError(error);
  if (!isVendors) return toVendorError(error, { ...context, isStreaming: true });
  return failureError(readStreamFailure(error), { ...context, isStreaming: true }, error);
}

function callError(error: APICallError, context: FailureContext): ServiceError {
  const status = error.statusCode ?? 0;
  // A success that could not be read.
  if (status >= 200 && status < 300) return badResponse(error, context);
  return failureError(readCallFailure(error), context, error);
}

function failureError(failure: VendorFailure, context: FailureContext, cause: unknown): ServiceError {
  const code = classifyFailure(failure);
  return new ServiceError(code, messageOf(code), detailsOf(code, failure, context), { cause });
}

function detailsOf(code: ErrorCode, failure: VendorFailure, context: FailureContext): ErrorDetails {
  const { model, isStreaming = false, now = Date.now } = context;
  const delay = DELAYED.has(code) ? (failure.retryAfterMs ?? readRetryAfter(failure.headers, now())) : undefined;
  return {
    model,
    phase: isStreaming ? 'STREAMING' : 'DISPATCHED',
    ...(delay !== undefined && { retryAfterMs: delay }),
    ...(code === 'CONTEXT_WINDOW_EXCEEDED' && failure.tokens),
    ...(code === 'PROVIDER_TIMEOUT' && { kind: 'TOTAL', outcomeUnknown: true }),
  };
}

function badResponse(cause: unknown, { model, isStreaming = false }: FailureContext): ServiceError {
  const details = { model, phase: isStreaming ? 'STREAMING' : 'DISPATCHED' } as const;
  return new ServiceError('PROVIDER_BAD_RESPONSE', messageOf('PROVIDER_BAD_RESPONSE'), details, { cause });
}

/** Of the SDK's other errors those that the input or the settings caused; the rest could not read the answer. */
function sdkErrorCode(error: unknown): ErrorCode | undefined {
  if (UnsupportedFunctionalityError.isInstance(error)) return 'UNSUPPORTED_CAPABILITY';
  if (InvalidPromptError.isInstance(error) || InvalidArgumentError.isInstance(error)) return 'BAD_USER_INPUT';
  if (NoSuchModelError.isInstance(error)) return 'MODEL_NOT_FOUND';
  if (LoadAPIKeyError.isInstance(error) || LoadSettingError.isInstance(error)) return 'PROVIDER_AUTH_FAILED';
  return AISDKError.isInstance(error) ? 'PROVIDER_BAD_RESPONSE' : undefined;
}

function findServiceError(error: unknown): ServiceError | undefined {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && types.isNativeError(current); depth += 1) {
    if (current instanceof ServiceError) return current;
    current = current.cause;
  }
  return undefined;
}

function leavingReason({ reason }: AbortSignal): ServiceError {
  if (reason instanceof ServiceError) return reason;
  return new ServiceError('CANCELLED', 'The caller left before the answer was ready.', {}, { cause: reason });
}

function messageOf(code: ErrorCode): string {
  return MESSAGES[code] ?? 'The AI service failed.';
}
