import type { ErrorCode } from '@sluice/kit';

import type { VendorFailure } from './read-failure.js';

/** Vendors' own names, where they say more than the status does. */
const NAMES: Readonly<Record<string, ErrorCode>> = {
  context_length_exceeded: 'CONTEXT_WINDOW_EXCEEDED',
  exceed_context_size_error: 'CONTEXT_WINDOW_EXCEEDED',
  string_above_max_length: 'CONTEXT_WINDOW_EXCEEDED',
  request_too_large: 'CONTEXT_WINDOW_EXCEEDED',
  content_filter: 'CONTENT_POLICY_VIOLATION',
  content_policy_violation: 'CONTENT_POLICY_VIOLATION',
  responsibleaipolicyviolation: 'CONTENT_POLICY_VIOLATION',
  moderation_blocked: 'CONTENT_POLICY_VIOLATION',
  model_not_found: 'MODEL_NOT_FOUND',
  model_decommissioned: 'MODEL_NOT_FOUND',
  deploymentnotfound: 'MODEL_NOT_FOUND',
  unsupported_parameter: 'UNSUPPORTED_CAPABILITY',
  unsupported_value: 'UNSUPPORTED_CAPABILITY',
  invalid_api_key: 'PROVIDER_AUTH_FAILED',
  api_key_invalid: 'PROVIDER_AUTH_FAILED',
  api_key_service_blocked: 'PROVIDER_AUTH_FAILED',
  authentication_error: 'PROVIDER_AUTH_FAILED',
  permission_error: 'PROVIDER_AUTH_FAILED',
  permission_denied: 'PROVIDER_AUTH_FAILED',
  unauthenticated: 'PROVIDER_AUTH_FAILED',
  account_deactivated: 'PROVIDER_AUTH_FAILED',
  insufficient_quota: 'PROVIDER_BILLING',
  billing_error: 'PROVIDER_BILLING',
  billing_hard_limit_reached: 'PROVIDER_BILLING',
  // Google, where the account must be billed before it may call.
  failed_precondition: 'PROVIDER_BILLING',
  rate_limit_exceeded: 'PROVIDER_RATE_LIMITED',
  rate_limit_error: 'PROVIDER_RATE_LIMITED',
  resource_exhausted: 'PROVIDER_RATE_LIMITED',
  overloaded_error: 'PROVIDER_OVERLOADED',
  overloaded: 'PROVIDER_OVERLOADED',
  engine_overloaded: 'PROVIDER_OVERLOADED',
  slow_down: 'PROVIDER_OVERLOADED',
  unavailable: 'PROVIDER_OVERLOADED',
  timeout_error: 'PROVIDER_TIMEOUT',
  deadline_exceeded: 'PROVIDER_TIMEOUT',
};

/** Those that say less than a status; they count within a stream, where there is none. */
const GENERAL_NAMES: Readonly<Record<string, ErrorCode>> = {
  invalid_request_error: 'BAD_USER_INPUT',
  invalid_argument: 'BAD_USER_INPUT',
  not_found_error: 'MODEL_NOT_FOUND',
  not_found: 'MODEL_NOT_FOUND',
};

/** What some vendors say in their sentence alone, and with which statuses it is believed; 0 is within a stream. */
const SENTENCES: readonly (readonly [RegExp, ErrorCode, readonly number[]])[] = [
  [
    /prompt is too long|context (?:length|window|size|limit)|maximum (?:context|model) length|token count .{1,40}exceeds|reduce the length|must be <= \d/i,
    'CONTEXT_WINDOW_EXCEEDED',
    [0, 400, 422, 500],
  ],
  // Whole sentences: a vendor that quotes the caller's own words must not put our credentials out.
  [
    /^your credit balance is too low|^insufficient (?:credits?|balance|funds)|without a billing account linked\.?$/i,
    'PROVIDER_BILLING',
    [0, 400, 403],
  ],
  [/^(?:api key (?:not valid|expired|not found)|incorrect api key provided)/i, 'PROVIDER_AUTH_FAILED', [0, 400]],
  [/content (?:policy|filter|management)|safety (?:system|polic)/i, 'CONTENT_POLICY_VIOLATION', [0, 400, 403, 422]],
  [/does not support|not supported|unsupported/i, 'UNSUPPORTED_CAPABILITY', [0, 400, 422]],
  [/model\b.{0,200}(?:does not exist|not found)|unknown model/i, 'MODEL_NOT_FOUND', [0, 400]],
];

/** Statuses that mean something of their own; of the others those from 500 on are failures of the vendor. */
const STATUSES: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_USER_INPUT',
  401: 'PROVIDER_AUTH_FAILED',
  402: 'PROVIDER_BILLING',
  403: 'PROVIDER_AUTH_FAILED',
  408: 'PROVIDER_TIMEOUT',
  409: 'PROVIDER_ERROR',
  413: 'CONTEXT_WINDOW_EXCEEDED',
  422: 'BAD_USER_INPUT',
  429: 'PROVIDER_RATE_LIMITED',
  503: 'PROVIDER_OVERLOADED',
  504: 'PROVIDER_TIMEOUT',
  529: 'PROVIDER_OVERLOADED',
};

/** Which decision a vendor's failure calls for. */
export function classifyFailure(failure: VendorFailure): ErrorCode {
  const { status, names, message } = failure;
  // A request that alone is over the limit is so every time, whichever limit the body names.
  if (status === 413) return 'CONTEXT_WINDOW_EXCEEDED';
  return (
    lookUp(NAMES, names) ??
    SENTENCES.find(([words, , statuses]) => statuses.includes(status ?? 0) && words.test(message))?.[1] ??
    (status === undefined ? lookUp(GENERAL_NAMES, names) : classifyStatus(status, failure)) ??
    'PROVIDER_ERROR'
  );
}

function classifyStatus(status: number, { names, message }: VendorFailure): ErrorCode | undefined {
  // A 404 that a vendor explains is about the model; any other means that the address is wrong.
  if (status === 404) return names.length > 0 || message !== '' ? 'MODEL_NOT_FOUND' : 'PROVIDER_BAD_RESPONSE';
  return STATUSES[status] ?? (status < 500 ? 'PROVIDER_BAD_RESPONSE' : undefined);
}

function lookUp(table: Readonly<Record<string, ErrorCode>>, names: readonly string[]): ErrorCode | undefined {
  const known = names.find((name) => Object.hasOwn(table, name));
  return known === undefined ? undefined : table[known];
}
