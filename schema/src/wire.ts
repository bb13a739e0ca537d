/**
 * What the gateway and its services say to each other beside GraphQL itself. A service is reached at `POST /graphql`
 * and answers `GET /health/live`, `GET /health/ready` and `GET /metrics`.
 */

/** Names of the headers that the gateway sends with every request to a service (lower case, as Node gives them). */
export const WIRE_HEADERS = {
  /** `Bearer <token>`: the gateway's proof towards the service. */
  authorization: 'authorization',
  /** W3C Trace Context, `traceparent`. */
  traceparent: 'traceparent',
  /** The gateway's id of the request that this one serves. */
  requestId: 'sluice-request-id',
  /** What is left of the caller's deadline, in whole milliseconds. */
  timeoutMs: 'sluice-timeout-ms',
  /**
   * Where the service reaches the gateway's `/media/…`: an origin, such as `http://127.0.0.1:4000`. Sent with calls on
   * pictures and sounds, and with calls that make them. URLs in representations are read there, wherever they point.
   */
  mediaOrigin: 'sluice-media-origin',
  /**
   * A signed URL for what the request makes: its path and query take any number of `PUT`s of bytes at `mediaOrigin`,
   * each answered by 201 and `{ "url": … }`, until the request has ended. It is a permission: it belongs into no log.
   */
  mediaWriteUrl: 'sluice-media-write-url',
} as const;

/** The environment in which a supervised service starts. */
export const SERVICE_ENVIRONMENT = {
  /** The token that callers of `/graphql` must present; without it a service serves loopback callers only. */
  token: 'SLUICE_SERVICE_TOKEN',
  /** The port to listen on; 0, the default, takes a free one. */
  port: 'PORT',
  /** The address to listen on. @default 127.0.0.1 */
  host: 'HOST',
} as const;

/** What a supervised service tells its supervisor over the process's IPC channel. */
export type ServiceMessage =
  /** The HTTP server is up; models may still be loading. */
  | { readonly type: 'listening'; readonly url: string }
  /** One line for the person who watches the start, and how much is done (0 to 1) where that is known. */
  | { readonly type: 'progress'; readonly text: string; readonly fraction?: number }
  /** Every model is loaded: `/health/ready` answers 200 from now on. */
  | { readonly type: 'ready' };

/** The body of a service's `GET /health/ready`: 200 when `status` is `ready`, else 503. */
export interface ServiceHealth {
  readonly status: 'loading' | 'ready' | 'draining' | 'failed';
  readonly name: string;
  readonly version: string;
  /** The capabilities that are implemented, each with its models, the default first. */
  readonly capabilities: Readonly<Record<string, { readonly models: readonly string[] }>>;
  /** Why the status is `failed`, or why nothing is offered: fit for an operator's eyes. */
  readonly reason?: string;
}
