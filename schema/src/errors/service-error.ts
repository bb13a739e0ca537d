import { type ErrorCode, ERROR_TABLE, isRetryable } from './error-table.js';

/** A limit that was passed. */
export interface PassedLimit {
  /** Who shares it. */
  readonly scope?: 'principal' | 'tenant' | 'address';
  /** What is counted. */
  readonly dimension: string;
  readonly limit: number;
  /** What passed it. */
  readonly value?: number;
  /** What is left of it. */
  readonly remaining?: number;
  /** When all of it is there again, ISO 8601. */
  readonly resetAt?: string;
}

/** What an error tells beyond its code and message; only what applies. */
export interface ErrorDetails {
  /** How long to wait before trying again, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Of `ALL_TARGETS_FAILED`: the code of the failure that tells most, whose HTTP status it has. */
  readonly reason?: ErrorCode;
  /** The model that was asked. */
  readonly model?: string;
  /** Where in the input the mistake stands. */
  readonly inputPath?: readonly (string | number)[];
  /** The limit that was passed, and the value that passed it. */
  readonly limit?: PassedLimit;
  /** Of `FORBIDDEN` and `UNAUTHORIZED_FIELD_OR_TYPE`: the rule that denies. */
  readonly rule?: string;
  /** True when the work may have been done although no answer came. */
  readonly outcomeUnknown?: boolean;
  /** What timed out. */
  readonly kind?: 'CONNECT' | 'HEADERS' | 'FIRST_TOKEN' | 'IDLE' | 'TOTAL';
  /** Of `CONTEXT_WINDOW_EXCEEDED`: what the model's window holds, and what the request would have taken. */
  readonly maxTokens?: number;
  readonly requestedTokens?: number;
  /** Of `STREAM_INTERRUPTED`: tokens that were passed on before. */
  readonly partialTokens?: number;
  /** Of `STREAM_INTERRUPTED`: whether the service can go on from there. */
  readonly resumable?: boolean;
  /** How far the call had come. */
  readonly phase?: 'BEFORE_DISPATCH' | 'DISPATCHED' | 'STREAMING';
}

/**
 * A failure that carries its decision: `code` is of the taxonomy, `message` is fit for the caller's eyes (no URL, no
 * stack, no text of an upstream), `cause` is for the log alone.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  /** The GraphQL `extensions` of this error. */
  get extensions(): Record<string, unknown> {
    const { domain } = ERROR_TABLE[this.code];
    const reason = this.details.reason ?? this.code;
    const { status } = ERROR_TABLE[reason];
    return { code: this.code, domain, http: { status }, retryable: isRetryable(reason), ...this.details };
  }
}
