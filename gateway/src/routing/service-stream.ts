import { ServiceError, WIRE_HEADERS } from '@sluice/schema';
import type { Pool } from 'undici';

import { type AnswerHead, readAnswer } from './read-answer.js';
import { readBody } from './read-body.js';
import { readEventStream } from './read-event-stream.js';
import { readResponse } from './read-response.js';
import type { Target } from './target.js';
import type { ServiceConnectors } from './service-connectors.js';
import { createServicePools, pathAt, type ServicePlace } from './service-pools.js';
import type { SendOptions, ServiceRequest } from './service-client.js';
import { codeOf, transportError } from './transport-error.js';

/** A subscription at a service, over GraphQL-SSE. */
export interface ServiceStream {
  /**
   * The next result; null when the service said that it was the last. One call at a time.
   *
   * @throws ServiceError when the service refuses, cannot be reached, or breaks off: `STREAM_INTERRUPTED`
   */
  next(): Promise<unknown>;
  /** Ends it at once; a `next()` that waits is settled. */
  close(): void;
}

/** Opens subscriptions at services, each on a connection of its own. */
export interface ServiceStreams {
  /** Streams that are open. */
  readonly active: number;
  /** @throws ServiceError `OVERLOADED` where too many are open */
  open(target: Target, request: ServiceRequest, options: StreamOptions): ServiceStream;
  /** Ends the streams of an instance that is gone. */
  forget(place: ServicePlace): void;
  /** Lets them end. */
  retire(place: ServicePlace): void;
  close(): Promise<void>;
}

/** What a stream is told beside its operation. */
export type StreamOptions = Pick<
  SendOptions,
  'requestId' | 'traceparent' | 'mediaOrigin' | 'mediaWriteUrl' | 'assertion' | 'headers'
>;

export interface ServiceStreamsOptions {
  /** How connections come about. @default in the clear, or by TLS with the system's authorities */
  readonly connectors?: Pick<ServiceConnectors, 'of'>;
  /** The age at which a connection takes no more of them, in milliseconds. @default 300,000 */
  readonly maxAgeMs?: number;
  /** Most streams at once. @default 4,096 */
  readonly maxStreams?: number;
  /** Longest silence of a service, which sends a sign of life every 12 s, in milliseconds. @default 40,000 */
  readonly idleMs?: number;
  /** Longest event. @default 4 MiB */
  readonly maxEventBytes?: number;
}

const EVENT_STREAM = 'text/event-stream';
/** A refusal is one error in JSON. */
const MAX_REFUSAL_BYTES = 256 * 1024;

export function createServiceStreams(options: ServiceStreamsOptions = {}): ServiceStreams {
  const { connectors, maxStreams = 4_096, idleMs = 40_000, maxEventBytes = 4 * 1024 * 1024 } = options;
  const pools = createServicePools({ connectors, maxAgeMs: options.maxAgeMs });
  let active = 0;
  return {
    get active() {
      return active;
    },
    open(target, request, about) {
      if (active >= maxStreams) {
        const limit = { dimension: 'streams', limit: maxStreams };
        throw new ServiceError('OVERLOADED', 'Too many subscriptions are open.', { limit, retryAfterMs: 1_000 });
      }
      active += 1;
      const limits = { idleMs, maxEventBytes, onEnd: () => (active -= 1) };
      return openStream(pools.of(target), target, JSON.stringify(request), { ...about, ...limits });
    },
    forget: pools.forget,
    retire: pools.retire,
    close: pools.close,
  };
}

interface StreamLimits {
  readonly idleMs: number;
  readonly maxEventBytes: number;
  /** Told once. */
  readonly onEnd: () => void;
}

function openStream(pool: Pool, target: Target, body: string, options: StreamOptions & StreamLimits): ServiceStream {
  const { idleMs, maxEventBytes } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const headersTimeout = target.timeouts.headersMs;
  let isOpen = true;
  const end = () => {
    if (isOpen) options.onEnd();
    isOpen = false;
  };

  /** The service is not to write on, nor its connection to stay open, for what is not read to its end. */
  const leave = () => {
    if (!isOpen) return;
    end();
    controller.abort(new ServiceError('CANCELLED', 'Nobody reads the subscription any more.'));
  };

  async function connect(): Promise<() => Promise<unknown>> {
    const headers = headersOf(target, options);
    const path = pathAt(target, '/graphql/stream');
    const timeouts = { headersTimeout, bodyTimeout: idleMs };
    const response = await pool.request({ method: 'POST', path, headers, body, signal, ...timeouts });
    const type = response.headers['content-type'];
    if (response.statusCode === 200 && String(type).startsWith(EVENT_STREAM)) {
      return readEventStream(response.body, maxEventBytes);
    }
    throw refusal(await readBody(response.body, MAX_REFUSAL_BYTES), response);
  }

  const connected = connect().catch((error: unknown) => {
    throw transportError(error, signal);
  });
  // It is told to whoever asks for the first event; perhaps nobody does any more.
  connected.catch(end);

  return {
    async next() {
      try {
        const read = await connected;
        const result = await read().catch((error: unknown) => {
          throw interruption(error, signal);
        });
        if (result === null) end();
        return result;
      } catch (error) {
        leave();
        throw error;
      }
    },
    close: leave,
  };
}

function headersOf(
  { token }: Target,
  { requestId, traceparent, mediaOrigin, mediaWriteUrl, assertion, headers }: StreamOptions,
) {
  return {
    ...headers,
    'content-type': 'application/json',
    accept: EVENT_STREAM,
    ...(token !== null && { [WIRE_HEADERS.authorization]: `Bearer ${token}` }),
    [WIRE_HEADERS.assertion]: assertion,
    [WIRE_HEADERS.requestId]: requestId,
    [WIRE_HEADERS.traceparent]: traceparent,
    ...(mediaOrigin !== null && { [WIRE_HEADERS.mediaOrigin]: mediaOrigin }),
    ...(mediaWriteUrl !== null && { [WIRE_HEADERS.mediaWriteUrl]: mediaWriteUrl }),
  };
}

/** A service that does not begin a stream says why in JSON or by its status, or is no service. */
function refusal(body: string, head: AnswerHead): ServiceError {
  try {
    readResponse(readAnswer(body, head), null);
  } catch (error) {
    if (error instanceof ServiceError) return error;
  }
  return new ServiceError(
    'PROVIDER_BAD_RESPONSE',
    'A service answered a subscription with something else than events.',
  );
}

/** What breaks a stream that has begun; the end of one without a word is such a break as well. */
function interruption(error: unknown, signal: AbortSignal): ServiceError {
  if (error instanceof ServiceError || signal.aborted) return transportError(error, signal);
  if (codeOf(error) === 'UND_ERR_BODY_TIMEOUT') return transportError(error, signal);
  const message = 'The stream of a service broke off.';
  return new ServiceError('STREAM_INTERRUPTED', message, { phase: 'STREAMING' }, { cause: error });
}
