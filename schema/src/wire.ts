import type { ModelDetails } from './models/model-details.js';

/**
 * What the gateway and its services say to each other beside GraphQL itself. A service is reached at `POST /graphql`
 * and answers `GET /health/live`, `GET /health/ready` and `GET /metrics`.
 */

/** Names of the headers that the gateway sends with every request to a service (lower case, as Node gives them). */
export const WIRE_HEADERS = {
  /** `Bearer <token>`: the gateway's proof towards the service. */
  authorization: 'authorization',
  /** A signed statement of the gateway (JWT, RFC 7519): which service it calls, and for whom. See `AssertionClaims`. */
  assertion: 'sluice-assertion',
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
  /**
   * Where the public keys of the gateways stand, a JWK Set (RFC 7517): with it a service demands an assertion that one of
   * them has signed. `ipc` stands for the channel to the gateway that started the service.
   */
  keys: 'SLUICE_GATEWAY_KEYS',
  /** The name of the service in the gateway's configuration, for which assertions must be. @default its own name */
  audience: 'SLUICE_SERVICE_NAME',
  /** `settings` of the service in the gateway's configuration: a JSON object. It names secrets, and holds none. */
  settings: 'SLUICE_SERVICE_SETTINGS',
  /**
   * PEM files: with them a service serves TLS, and demands of its callers a certificate of the authorities of the third,
   * for one of the names of the fourth, a list by commas; the fifth, which may be left out, holds what those
   * authorities have revoked.
   */
  tlsCert: 'SLUICE_TLS_CERT',
  tlsKey: 'SLUICE_TLS_KEY',
  tlsClientCa: 'SLUICE_TLS_CLIENT_CA',
  tlsClientNames: 'SLUICE_TLS_CLIENT_NAMES',
  tlsClientCrl: 'SLUICE_TLS_CLIENT_CRL',
  /**
   * A gateway at which the service registers itself, and the API key that may do so, or the file that holds it, which is
   * read for each request; where the gateway reaches the service, if not where it listens; and for how many seconds.
   */
  registerUrl: 'SLUICE_REGISTER_URL',
  registerKey: 'SLUICE_REGISTER_KEY',
  registerKeyFile: 'SLUICE_REGISTER_KEY_FILE',
  registerAs: 'SLUICE_REGISTER_AS',
  registerLease: 'SLUICE_REGISTER_LEASE_SECONDS',
  /** The port to listen on; 0, the default, takes a free one. */
  port: 'PORT',
  /** The address to listen on. @default 127.0.0.1 */
  host: 'HOST',
} as const;

/** What every assertion is held to. */
export const ASSERTION = {
  /** The only algorithm, so that a token cannot choose a weaker one. */
  algorithm: 'ES256',
  /** The type in the header (RFC 8725, section 3.11): no token for another purpose passes for an assertion. */
  type: 'sluice-assertion+jwt',
  issuer: 'urn:sluice:gateway',
  /** How long one is good for at most, in seconds. */
  lifetimeS: 120,
} as const;

/** What an assertion says, beside `iss`, `aud`, `iat` and `exp`. */
export interface AssertionClaims {
  /** Which gateway has signed it. */
  readonly gateway: string;
  /** The principal for whom it calls. */
  readonly sub: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  /** Those of the principal's permissions that concern AI work: `context:embed`, … */
  readonly permissions: readonly string[];
}

/** A public key of a gateway (RFC 7517). */
export interface GatewayKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: typeof ASSERTION.algorithm;
  readonly use: 'sig';
}

/** What a supervisor tells a supervised service over the same channel: the keys that it signs with from now on. */
export interface SupervisorMessage {
  readonly type: 'keys';
  readonly keys: readonly GatewayKey[];
}

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
  /** The capabilities that are implemented. */
  readonly capabilities: Readonly<Record<string, OfferedModels>>;
  /** Why the status is `failed`, or why nothing is offered: fit for an operator's eyes. */
  readonly reason?: string;
}

/** What a capability is offered with. */
export interface OfferedModels {
  /** The default first. */
  readonly models: readonly string[];
  /** By model, where something is known of it. */
  readonly details?: Readonly<Record<string, ModelDetails>>;
}
