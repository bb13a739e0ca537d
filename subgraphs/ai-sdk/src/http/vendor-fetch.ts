import { ServiceError } from '@sluice/kit';
import { Agent, fetch as undiciFetch, type RequestInfo, type RequestInit } from 'undici';

import { type BodyBounds, boundBody, type OpenRequest } from './bound-body.js';
import { encodeForm } from './encode-form.js';
import { toTransportError } from './transport-error.js';

/** What one exchange with a vendor may take. */
export interface VendorBounds extends BodyBounds {
  /** Until a connection stands, TLS included, in milliseconds. @default 10,000 */
  readonly connectMs: number;
  /** Until the headers of the answer, in milliseconds. @default 60,000 */
  readonly headersMs: number;
  /** @default 60,000 */
  readonly firstByteMs: number;
  /** @default 60,000 */
  readonly idleMs: number;
  /** @default 64 MiB */
  readonly maxBytes: number;
  /** Connections to one origin; further requests wait for one, under `headersMs`. @default 256 */
  readonly connections: number;
}

export const DEFAULT_BOUNDS: VendorBounds = {
  connectMs: 10_000,
  headersMs: 60_000,
  firstByteMs: 60_000,
  idleMs: 60_000,
  maxBytes: 64 * 1024 * 1024,
  connections: 256,
};

/** `fetch` under bounds, with connections of its own. */
export interface VendorFetch {
  /** Fails with a `ServiceError`, also within the body. */
  readonly fetch: typeof globalThis.fetch;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** Statuses whose answers have no body by definition. */
const NO_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * Redirects are not followed, to any place: an API has none, and the credential would go with the request. Such an
 * answer keeps its 3xx status, which the caller finds to be no success.
 */
export function createVendorFetch(options: Partial<VendorBounds> = {}): VendorFetch {
  const bounds = { ...DEFAULT_BOUNDS, ...options };
  const dispatcher = new Agent({
    connect: { timeout: bounds.connectMs },
    connections: bounds.connections,
    // Its clocks are coarse, and stop while a connection is awaited; those here and of `boundBody` replace them.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function fetch(input: RequestInfo, init: RequestInit = {}): Promise<Response> {
    const request = new AbortController();
    const signal = init.signal ? AbortSignal.any([init.signal, request.signal]) : request.signal;
    const timer = setTimeout(() => request.abort(noHeaders(bounds.headersMs)), bounds.headersMs);
    try {
      const sendable = await withSendableBody(init);
      const answer = await undiciFetch(input, { ...sendable, signal, redirect: 'manual', dispatcher });
      return checkAnswer(answer as unknown as Response, bounds, { signal, end: (reason) => request.abort(reason) });
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      throw signal.aborted ? signal.reason : toTransportError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return { fetch: fetch as unknown as typeof globalThis.fetch, close: () => dispatcher.destroy() };
}

async function withSendableBody(init: RequestInit): Promise<RequestInit> {
  const form: unknown = init.body;
  if (!(form instanceof FormData)) return init;
  const { body, contentType } = await encodeForm(form);
  const headers = new Headers(init.headers as ConstructorParameters<typeof Headers>[0]);
  headers.set('content-type', contentType);
  return { ...init, body, headers: Object.fromEntries(headers) };
}

function checkAnswer(answer: Response, bounds: VendorBounds, request: OpenRequest): Response {
  const { status, statusText, headers } = answer;
  if (answer.ok && headers.get('content-type')?.includes('text/html')) {
    const details = { phase: 'DISPATCHED' } as const;
    const page = new ServiceError('PROVIDER_BAD_RESPONSE', 'The AI service answered with a web page.', details);
    request.end(page);
    throw page;
  }
  const body = answer.body && !NO_BODY.has(status) ? boundBody(answer.body, bounds, request) : null;
  return new Response(body, { status, statusText, headers });
}

function noHeaders(ms: number): ServiceError {
  const details = { kind: 'HEADERS', phase: 'DISPATCHED', outcomeUnknown: true } as const;
  return new ServiceError('PROVIDER_TIMEOUT', `The AI service did not begin to answer within ${ms} ms.`, details);
}
