import { WIRE_HEADERS } from '@sluice/schema';

import { readAnswer } from './read-answer.js';
import { readBody } from './read-body.js';
import type { Target } from './target.js';
import type { ServiceConnectors } from './service-connectors.js';
import { createServicePools, pathAt, type ServicePlace } from './service-pools.js';
import { transportError } from './transport-error.js';

/** One GraphQL request to a service. */
export interface ServiceRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** What bounds a request, and who it is for. */
export interface SendOptions {
  readonly signal: AbortSignal;
  /** What is left of the caller's deadline, in milliseconds. */
  readonly timeoutMs: number;
  readonly requestId: string;
  readonly traceparent: string;
  /** Where the service reads media, and where it writes them; null for what it does not need. */
  readonly mediaOrigin: string | null;
  readonly mediaWriteUrl: string | null;
  /** The gateway's word on whom it calls for. */
  readonly assertion: string;
  /** Beside ours, none of which they can replace. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ServiceClientOptions {
  /** How connections come about. @default in the clear, or by TLS with the system's authorities */
  readonly connectors?: Pick<ServiceConnectors, 'of'>;
  /** Connections to one instance. @default 64 */
  readonly connections?: number;
  /** The age at which one takes no more requests, in milliseconds. @default 300,000 */
  readonly maxAgeMs?: number;
  /** @default 32 MiB */
  readonly maxResponseBytes?: number;
}

/** Sends GraphQL requests to services over pooled connections. */
export interface ServiceClient {
  /**
   * Sends a request and reads the whole JSON answer. Redirects are not followed.
   *
   * @throws ServiceError for everything but an answer
   */
  send(target: Target, request: ServiceRequest, options: SendOptions): Promise<unknown>;
  /** Closes the connections to an instance that is gone. */
  forget(place: ServicePlace): void;
  /** Closes them once what is under way has ended. */
  retire(place: ServicePlace): void;
  close(): Promise<void>;
}

/** A client with one bounded pool an instance. */
export function createServiceClient({
  connectors,
  connections = 64,
  maxAgeMs,
  maxResponseBytes = 32 * 1024 * 1024,
}: ServiceClientOptions = {}): ServiceClient {
  const pools = createServicePools({ connectors, connections, maxAgeMs });
  return {
    async send(target, request, options) {
      const { headersMs, totalMs } = target.timeouts;
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(totalMs)]);
      try {
        const response = await pools.of(target).request({
          method: 'POST',
          path: pathAt(target, '/graphql'),
          headers: headersOf(target, options),
          body: JSON.stringify(request),
          headersTimeout: headersMs,
          bodyTimeout: headersMs,
          signal,
        });
        return readAnswer(await readBody(response.body, maxResponseBytes), response);
      } catch (error) {
        throw transportError(error, signal);
      }
    },
    forget: pools.forget,
    retire: pools.retire,
    close: pools.close,
  };
}

/** A little less than is waited for: at its deadline a service still answers with what is done by then. */
function grantedMs(ms: number): number {
  return Math.max(1, Math.floor(ms - Math.min(100, ms / 20)));
}

function headersOf(
  { token, timeouts: { totalMs } }: Target,
  { timeoutMs, requestId, traceparent, mediaOrigin, mediaWriteUrl, assertion, headers }: SendOptions,
): Record<string, string> {
  return {
    ...headers,
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    ...(token !== null && { [WIRE_HEADERS.authorization]: `Bearer ${token}` }),
    [WIRE_HEADERS.assertion]: assertion,
    [WIRE_HEADERS.timeoutMs]: String(grantedMs(Math.min(timeoutMs, totalMs))),
    [WIRE_HEADERS.requestId]: requestId,
    [WIRE_HEADERS.traceparent]: traceparent,
    ...(mediaOrigin !== null && { [WIRE_HEADERS.mediaOrigin]: mediaOrigin }),
    ...(mediaWriteUrl !== null && { [WIRE_HEADERS.mediaWriteUrl]: mediaWriteUrl }),
  };
}
