import type { APICallError } from '@ai-sdk/provider';

import { readDuration } from './retry-after.js';
import { type TokenCounts, readTokenCounts } from './token-counts.js';

/** What a vendor said of a failure, read from whichever form it has. Nothing of it leaves but numbers. */
export interface VendorFailure {
  /** The HTTP status; undefined for an error within a stream that names none. */
  readonly status: number | undefined;
  /** The vendor's own names for it in lower case, the most precise first. */
  readonly names: readonly string[];
  /** The vendor's sentence; empty where there is none. */
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the body says of a delay. */
  readonly retryAfterMs: number | undefined;
  readonly tokens: TokenCounts;
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_BODY = 64 * 1024;
const MAX_MESSAGE = 2_000;
const MAX_DETAILS = 16;

/** Of an answer that was no success. */
export function readCallFailure(error: APICallError): VendorFailure {
  const { statusCode, responseBody = '', responseHeaders = {}, data } = error;
  return { ...readBody(parse(responseBody) ?? data, statusCode), headers: responseHeaders };
}

/** Of an error that came within a stream. */
export function readStreamFailure(error: unknown): VendorFailure {
  return { ...readBody(error, undefined), headers: {} };
}

/**
 * `{error: {message, type, code}}` of OpenAI, `{error: {type, message}}` of Anthropic, `{error: {status, details}}` of
 * Google, `{error: "…"}` of Ollama, `{message, code}` of older servers, and a list of one of these.
 */
function readBody(body: unknown, status: number | undefined): Omit<VendorFailure, 'headers'> {
  const root = toFields(Array.isArray(body) ? body[0] : body);
  const error = typeof root['error'] === 'object' ? toFields(root['error']) : root;
  const details = (Array.isArray(error['details']) ? error['details'] : []).slice(0, MAX_DETAILS).map(toFields);
  const words = [error['message'], root['error'], root['message'], body].find((value) => typeof value === 'string');
  const message = typeof words === 'string' ? words.slice(0, MAX_MESSAGE) : '';
  const named = [
    toFields(error['innererror'])['code'],
    ...details.map((detail) => detail['reason']),
    error['code'],
    error['status'],
    error['type'],
  ];
  return {
    status: status ?? named.find(isStatus),
    names: named.filter((value) => typeof value === 'string').map((name) => name.slice(0, 100).toLowerCase()),
    message,
    retryAfterMs: details.map(({ retryDelay }) => readDelay(retryDelay)).find((delay) => delay !== undefined),
    tokens: readTokenCounts(error, message),
  };
}

function parse(text: string): unknown {
  if (text.length > MAX_BODY) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A web page of some proxy: the status must do.
    return undefined;
  }
}

function toFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function readDelay(value: unknown): number | undefined {
  return typeof value === 'string' ? readDuration(value) : undefined;
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599;
}
