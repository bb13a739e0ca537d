import { isErrorCode } from './error-table.js';
import type { ErrorDetails, PassedLimit } from './service-error.js';

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isOneOf =
  (...names: string[]) =>
  (value: unknown) =>
    typeof value === 'string' && names.includes(value);

/** Longest name of a limit's dimension, and longest path of an input. */
const MAX_NAME = 100;
const MAX_PATH = 32;

/** The details that may leave with an error, and the form that each must have. */
const FORMS: Readonly<Record<Exclude<keyof ErrorDetails, 'model' | 'rule'>, (value: unknown) => boolean>> = {
  retryAfterMs: isNumber,
  reason: isErrorCode,
  maxTokens: isNumber,
  requestedTokens: isNumber,
  partialTokens: isNumber,
  resumable: isBoolean,
  outcomeUnknown: isBoolean,
  kind: isOneOf('CONNECT', 'HEADERS', 'FIRST_TOKEN', 'IDLE', 'TOTAL'),
  phase: isOneOf('BEFORE_DISPATCH', 'DISPATCHED', 'STREAMING'),
  inputPath: (value) => Array.isArray(value) && value.length <= MAX_PATH && value.every(isPathPart),
  limit: isLimit,
};

/**
 * What of an error's extensions may be passed on: the details of the taxonomy, each of its own form. Whatever else a
 * service put there (an address, a text of its upstream) stays behind, also under a name that is known.
 */
export function readDetails(extensions: Readonly<Record<string, unknown>>): ErrorDetails {
  const names = Object.keys(FORMS) as (keyof typeof FORMS)[];
  return Object.fromEntries(
    names.filter((name) => FORMS[name](extensions[name])).map((name) => [name, extensions[name]]),
  );
}

function isPathPart(value: unknown): boolean {
  return isNumber(value) || (typeof value === 'string' && value.length <= MAX_NAME);
}

function isLimit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { dimension, limit, ...rest } = value as Readonly<Record<string, unknown>>;
  const isNamed = typeof dimension === 'string' && dimension.length <= MAX_NAME;
  return isNamed && isNumber(limit) && Object.entries(rest).every(([name, said]) => isLimitDetail(name, said));
}

const LIMIT_DETAILS: Readonly<Record<keyof Omit<PassedLimit, 'dimension' | 'limit'>, (value: unknown) => boolean>> = {
  value: isNumber,
  remaining: isNumber,
  scope: isOneOf('principal', 'tenant', 'address'),
  resetAt: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(value),
};

function isLimitDetail(name: string, value: unknown): boolean {
  const isForm = Object.hasOwn(LIMIT_DETAILS, name) && LIMIT_DETAILS[name as keyof typeof LIMIT_DETAILS];
  return isForm ? value === undefined || isForm(value) : false;
}
