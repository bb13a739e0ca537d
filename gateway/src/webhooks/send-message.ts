import { buildConnector, Agent, type Dispatcher, errors, request } from 'undici';

import type { ConnectionGuard } from '../network/connection-guard.js';
import { AddressError } from '../network/guarded-agent.js';
import { readRetryAfter } from '../network/retry-after.js';
import type { DeliveryFailure } from './webhook.js';
import type { Message } from './webhook-secrets.js';

/** What came of an attempt. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly httpStatus: number }
  | {
      readonly kind: 'failed';
      readonly failure: DeliveryFailure;
      readonly httpStatus: number | null;
      /** What the answer asks for, in milliseconds; 0 where it does not. */
      readonly retryAfterMs: number;
    };

export interface SendOptions {
  readonly dispatcher: Dispatcher;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Of the answer nothing is wanted; so much is read that the connection can be kept. */
const MAX_ANSWER_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;

/** Connections to webhooks: only where the guard lets them lead, and redirects are not followed. */
export function createWebhookAgent(guard: ConnectionGuard, timeoutMs: number): Dispatcher & Pick<Agent, 'destroy'> {
  const connect = buildConnector({ lookup: guard.lookup, timeout: Math.min(timeoutMs, 5_000), minVersion: 'TLSv1.2' });
  return new Agent({ connect: guard.guard(connect), connections: 4, maxHeaderSize: MAX_HEADER_BYTES });
}

/** Sends a message once. Never rejects but when the signal aborts. */
export async function sendMessage(
  { body }: Message,
  { dispatcher, url, headers, timeoutMs, signal }: SendOptions,
): Promise<Outcome> {
  const inTime = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json', 'user-agent': 'Sluice', ...headers },
      body,
      signal: AbortSignal.any([inTime, signal]),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    await answer.body.dump({ limit: MAX_ANSWER_BYTES });
    const httpStatus = answer.statusCode;
    if (httpStatus >= 200 && httpStatus < 300) return { kind: 'delivered', httpStatus };
    return {
      kind: 'failed',
      failure: 'STATUS',
      httpStatus,
      retryAfterMs: readRetryAfter(answer.headers['retry-after']) ?? 0,
    };
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = inTime.aborted ? 'TIMEOUT' : toFailure(error);
    return { kind: 'failed', failure, httpStatus: null, retryAfterMs: 0 };
  }
}

function toFailure(error: unknown): DeliveryFailure {
  if (error instanceof AddressError) return 'ADDRESS_REFUSED';
  const isLate = [errors.ConnectTimeoutError, errors.HeadersTimeoutError, errors.BodyTimeoutError].some(
    (late) => error instanceof late,
  );
  return isLate ? 'TIMEOUT' : 'UNREACHABLE';
}
