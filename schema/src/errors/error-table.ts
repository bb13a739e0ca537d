/**
 * The error taxonomy: one row for each *decision* (retry the same target, rotate the credential, fall back, give up),
 * named by whose fault it was. The gateway and every service speak these codes and no others; `docs/errors.md` is
 * generated from this table.
 */

/** Whose fault an error is: the caller's, a rule's, the gateway's own, or the AI service's. */
export type ErrorDomain = 'CALLER' | 'POLICY' | 'GATEWAY' | 'PROVIDER';

/** When the same target may be asked again. */
export type Retry = 'NEVER' | 'ONCE' | 'JITTERED' | 'AFTER_DELAY' | 'WHEN_SAFE';

/** When another target may be asked. */
export type Fallback =
  | 'NEVER'
  | 'ALWAYS'
  | 'TO_CAPABLE'
  | 'TO_LARGER_WINDOW'
  | 'WHERE_ROUTE_ALLOWS'
  | 'BEFORE_FIRST_TOKEN';

/** What an error does to the breaker of the instance that it came from. */
export type BreakerEffect = 'NONE' | 'FAILURE' | 'COOL_DOWN' | 'CREDENTIAL_ONLY';

/** One decision of the taxonomy. */
export interface ErrorRow {
  readonly domain: ErrorDomain;
  /** HTTP status of a response that consists of this error alone. */
  readonly status: number;
  readonly retry: Retry;
  readonly rotateCredential: boolean;
  readonly fallback: Fallback;
  readonly breaker: BreakerEffect;
  /** One sentence for the person who meets the code. */
  readonly meaning: string;
}

const final = { retry: 'NEVER', rotateCredential: false, fallback: 'NEVER', breaker: 'NONE' } as const;
const caller = (status: number, meaning: string): ErrorRow => ({ domain: 'CALLER', status, ...final, meaning });
const policy = (status: number, meaning: string): ErrorRow => ({ domain: 'POLICY', status, ...final, meaning });
const gateway = (status: number, meaning: string): ErrorRow => ({ domain: 'GATEWAY', status, ...final, meaning });
const provider = (status: number, meaning: string, decision: Partial<ErrorRow>): ErrorRow => ({
  domain: 'PROVIDER',
  status,
  retry: 'NEVER',
  rotateCredential: false,
  fallback: 'ALWAYS',
  breaker: 'FAILURE',
  meaning,
  ...decision,
});

const table = {
  UNAUTHENTICATED: caller(401, 'No credential was sent, or the one that was sent is not valid.'),
  FORBIDDEN: policy(403, 'The caller may not run this operation.'),
  UNAUTHORIZED_FIELD_OR_TYPE: policy(200, 'The caller may not read this field.'),
  GRAPHQL_PARSE_FAILED: caller(400, 'The document is not GraphQL.'),
  GRAPHQL_VALIDATION_FAILED: caller(400, 'The operation does not fit the schema.'),
  BAD_USER_INPUT: caller(400, 'A value of the input is not acceptable; the message names it and its limit.'),
  OPERATION_TOO_LARGE: policy(400, 'The operation has more parts than are allowed.'),
  OPERATION_TOO_DEEP: policy(400, 'The operation is nested deeper than is allowed.'),
  OPERATION_TOO_COSTLY: policy(400, 'The operation would cost more than is allowed.'),
  UNSUPPORTED_CAPABILITY: { ...caller(400, 'No service offers this capability.'), fallback: 'TO_CAPABLE' },
  CONTEXT_WINDOW_EXCEEDED: {
    ...caller(400, "The input is longer than the model's context window."),
    fallback: 'TO_LARGER_WINDOW',
  },
  CONTENT_POLICY_VIOLATION: provider(400, 'The service refused the content.', {
    fallback: 'WHERE_ROUTE_ALLOWS',
    breaker: 'NONE',
  }),
  MODEL_NOT_FOUND: { ...caller(404, 'No service offers the model that was named.'), fallback: 'ALWAYS' },
  NOT_FOUND: caller(404, 'What was asked for does not exist.'),
  IDEMPOTENCY_CONFLICT: caller(409, 'The idempotency key was used before with another request.'),
  RATE_LIMITED: policy(429, "The caller's own rate limit is used up; see retryAfterMs."),
  BUDGET_EXCEEDED: policy(402, 'A budget is used up; see resetsAt.'),
  OVERLOADED: gateway(503, 'The gateway sheds load; try again later.'),
  PROVIDER_RATE_LIMITED: provider(429, 'The AI service limits our rate; see retryAfterMs.', {
    retry: 'AFTER_DELAY',
    rotateCredential: true,
    breaker: 'COOL_DOWN',
  }),
  PROVIDER_AUTH_FAILED: provider(502, "The AI service refused the gateway's credential.", {
    rotateCredential: true,
    breaker: 'CREDENTIAL_ONLY',
  }),
  PROVIDER_BILLING: provider(502, "The AI service refused the gateway's account.", {
    rotateCredential: true,
    breaker: 'CREDENTIAL_ONLY',
  }),
  PROVIDER_OVERLOADED: provider(503, 'The AI service is overloaded.', { retry: 'JITTERED' }),
  PROVIDER_ERROR: provider(502, 'The AI service failed.', { retry: 'JITTERED' }),
  PROVIDER_CONNECTION_FAILED: provider(502, 'The AI service could not be reached; nothing was sent.', {
    retry: 'JITTERED',
  }),
  PROVIDER_TIMEOUT: provider(504, 'The AI service did not answer in time.', { retry: 'WHEN_SAFE' }),
  PROVIDER_BAD_RESPONSE: provider(502, 'The AI service answered with something that could not be read.', {
    retry: 'ONCE',
  }),
  OUTPUT_INVALID: provider(502, 'The output does not match the schema that was asked for.', {
    retry: 'ONCE',
    breaker: 'NONE',
  }),
  STREAM_INTERRUPTED: provider(502, 'The stream ended before the output was complete.', {
    retry: 'WHEN_SAFE',
    fallback: 'BEFORE_FIRST_TOKEN',
  }),
  SUBSCRIPTION_TOO_SLOW: caller(429, 'The subscriber read more slowly than events came; what was missed is not kept.'),
  SUBSCRIPTION_SCHEMA_RELOAD: gateway(
    503,
    'The graph has changed and the subscription no longer fits it; begin it anew.',
  ),
  SHUTTING_DOWN: gateway(503, 'The gateway is being stopped; begin anew, another one takes over.'),
  ALL_TARGETS_FAILED: gateway(502, 'Every service that could have answered failed.'),
  SERVICE_UNAVAILABLE: { ...gateway(503, 'No healthy service offers this capability now.'), fallback: 'ALWAYS' },
  CANCELLED: caller(499, 'The caller left before the answer was ready.'),
  DEADLINE_EXCEEDED: gateway(504, 'The deadline passed before the answer was ready.'),
  INTERNAL: gateway(500, 'Something went wrong in the gateway; the request id leads to its log.'),
} satisfies Record<string, ErrorRow>;

/** A stable code of the taxonomy, as it stands in `extensions.code`. */
export type ErrorCode = keyof typeof table;

/** The taxonomy, by code. */
export const ERROR_TABLE: Readonly<Record<ErrorCode, ErrorRow>> = table;

/** Whether an unknown value, such as a code that a service sent, is one of the taxonomy. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_TABLE, value);
}

/** Whether the same request may succeed later or elsewhere; `extensions.retryable`. */
export function isRetryable(code: ErrorCode): boolean {
  const { domain, retry, status } = ERROR_TABLE[code];
  return domain === 'PROVIDER' ? retry !== 'NEVER' : status === 503 || status === 429 || status === 504;
}
