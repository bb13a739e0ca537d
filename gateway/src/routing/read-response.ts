import { type ErrorCode, isErrorCode, type ModelUsage, readDetails, readUsage, ServiceError } from '@sluice/schema';
import type { GraphQLFormattedError } from 'graphql';

/** A response whose shape has been checked. */
export interface ServiceResponse {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLFormattedError[];
  /** What the service has consumed for it, as far as it told. */
  readonly usage: readonly ModelUsage[];
}

/** Longest message of a service that is passed on, in characters. */
const MAX_MESSAGE = 500;

/** Most errors of one response that are passed on. */
const MAX_ERRORS = 1_000;

/**
 * Checks the shape of a service's answer and cleans its errors: a code of the taxonomy with its message and details
 * passes, anything else becomes `PROVIDER_ERROR` without a word of the service's own.
 *
 * @param entities how many `_entities` must come back; null for a root fetch
 * @param bound whose time the service had
 * @throws ServiceError `PROVIDER_BAD_RESPONSE`, or the answer's only error where it has no data
 */
export function readResponse(answer: unknown, entities: number | null, bound: TimeBound = 'CALLER'): ServiceResponse {
  if (!isRecord(answer)) throw badResponse('an answer that is no object');
  const { data, errors = [] } = answer;
  if (!Array.isArray(errors)) throw badResponse('errors that are no list');
  const cleaned = errors.slice(0, MAX_ERRORS).map((error) => cleanError(error, bound));
  if (data === null || data === undefined) throw firstError(cleaned);
  if (!isRecord(data)) throw badResponse('data that is no object');
  if (entities !== null) {
    const received = data['_entities'];
    if (!Array.isArray(received)) throw badResponse('no list of entities');
    if (received.length !== entities) throw badResponse(`${received.length} entities for ${entities}`);
    if (!received.every((entity) => entity === null || isRecord(entity)))
      throw badResponse('an entity that is no object');
  }
  return { data, errors: cleaned, usage: readUsage(answer['extensions']) };
}

/**
 * What is a word about the gateway or its caller when the gateway says it is, from a service, one about that service:
 * a queue of its own that is full is no reason to send the caller away, and a credential that it refuses is ours.
 */
const FROM_A_SERVICE: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  OVERLOADED: 'PROVIDER_OVERLOADED',
  SHUTTING_DOWN: 'PROVIDER_OVERLOADED',
  RATE_LIMITED: 'PROVIDER_RATE_LIMITED',
  BUDGET_EXCEEDED: 'PROVIDER_BILLING',
  UNAUTHENTICATED: 'PROVIDER_AUTH_FAILED',
  FORBIDDEN: 'PROVIDER_AUTH_FAILED',
};

/** Whose time bounded a call: the caller's, or what its target is granted at most. */
export type TimeBound = 'CALLER' | 'TARGET';

function cleanError(error: unknown, bound: TimeBound): GraphQLFormattedError {
  const { message, path, extensions } = isRecord(error) ? error : {};
  const cleaned = errorOf(message, isRecord(extensions) ? extensions : {}, bound);
  return {
    message: cleaned.message,
    extensions: cleaned.extensions,
    ...(isPath(path) && { path }),
  };
}

function errorOf(message: unknown, said: Readonly<Record<string, unknown>>, bound: TimeBound): ServiceError {
  const { code } = said;
  if (!isErrorCode(code) || code === 'INTERNAL') return new ServiceError('PROVIDER_ERROR', 'A service failed.');
  if (code === 'DEADLINE_EXCEEDED' && bound === 'TARGET') return tooSlow();
  const known = FROM_A_SERVICE[code] ?? code;
  // What it did not take it has not begun.
  const unsent = code === 'OVERLOADED' ? ({ phase: 'BEFORE_DISPATCH' } as const) : {};
  const words = typeof message === 'string' ? message.slice(0, MAX_MESSAGE) : known;
  return new ServiceError(known, words, { ...readDetails(said), ...unsent });
}

/** Of a service that used up its own time, while its caller has more: another one may do better. */
function tooSlow(): ServiceError {
  const details = { kind: 'TOTAL', phase: 'DISPATCHED', outcomeUnknown: true } as const;
  return new ServiceError('PROVIDER_TIMEOUT', 'A service did not finish in time.', details);
}

function firstError([error]: readonly GraphQLFormattedError[]): ServiceError {
  const code = error?.extensions?.['code'];
  if (!error || !isErrorCode(code)) return badResponse('neither data nor errors');
  // An operation that the gateway planned and a service refuses as invalid is not the caller's fault.
  const own = code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED';
  return own
    ? badResponse('a refusal of a planned operation')
    : new ServiceError(code, error.message, readDetails(error.extensions ?? {}));
}

function badResponse(what: string): ServiceError {
  return new ServiceError('PROVIDER_BAD_RESPONSE', `A service answered with ${what}.`);
}

function isPath(value: unknown): value is readonly (string | number)[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
