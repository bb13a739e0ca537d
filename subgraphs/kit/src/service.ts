import type { ServiceHealth } from '@sluice/schema';
import type { Logger, Metrics } from '@sluice/telemetry';
import type { ServiceCapabilities } from './capabilities.js';
import type { GatewayKeys } from './identity/gateway-keys.js';

/** Tells the person who watches the start what is being done, and how much of it is done (0 to 1) where that is known. */
export type Progress = (text: string, fraction?: number) => void;

/** Bounds of what a caller may send; beyond them an item fails before any model is asked. */
export interface InputLimits {
  /** Longest text, in UTF-16 code units; a longer one fails with `CONTEXT_WINDOW_EXCEEDED`. @default 100,000 */
  readonly textLength: number;
  /** Largest picture or sound, in bytes once decoded. @default 20 MiB */
  readonly mediaBytes: number;
  /** Longest time that reading or writing one of them at the gateway may take, in milliseconds. @default 15,000 */
  readonly mediaMs: number;
  /** Largest request body, in bytes. @default 32 MiB */
  readonly bodyBytes: number;
  /** Longest time that a request may take where its caller names none, in milliseconds. @default 120,000 */
  readonly requestMs: number;
  /** The same for a subscription. @default 900,000 */
  readonly streamMs: number;
}

/** What makes metrics: counters, gauges, histograms. */
export type MetricsMaker = Pick<Metrics, 'counter' | 'gauge' | 'histogram' | 'readGauge'>;

export interface ServiceOptions {
  /** Kebab case, as the service's folder is named. */
  readonly name: string;
  /** Semantic version of the service; shown by its health. */
  readonly version: string;
  /** What the service can do: plain async functions, by capability. */
  readonly capabilities: ServiceCapabilities;
  /**
   * What is missing for the service to offer anything, and how to get it; told by its health and at its start. Only
   * with it may `capabilities` be empty: the service is then ready, and nothing is sent to it.
   */
  readonly missing?: string;
  /**
   * Loads the models; called once, right after the server listens. Calls that arrive before it is done wait for it,
   * up to their own deadlines. A rejection makes the service `failed`.
   */
  readonly load?: (progress: Progress) => Promise<void>;
  /** Releases what `load` took; called once, after the last call in flight has ended. */
  readonly close?: () => Promise<void>;
  /** Adds measurements of the service's own to its `/metrics`; called once. */
  readonly measure?: (metrics: MetricsMaker) => void;
  /** @default JSON lines on stderr */
  readonly logger?: Logger;
  readonly limits?: Partial<InputLimits>;
}

/** By what a service knows the gateway. */
export interface AssertionOptions {
  readonly keys: GatewayKeys;
  /** The name of the service in the gateway's configuration. @default its own name */
  readonly audience?: string;
}

/** Mutual TLS: the service shows a certificate, and demands one of every caller. The files are read again when they change. */
export interface MutualTlsOptions {
  /** PEM files, absolute; `ca` holds the authorities that callers' certificates must come from. */
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  /** What those authorities have revoked. @default nothing is asked of revocation */
  readonly crl?: string;
  /** Callers must have a certificate for one of these names: `gateway.example`, `spiffe://example/gateway`. */
  readonly names: readonly [string, ...string[]];
}

/** Where to listen, and who may call. */
export interface ListenOptions {
  /** 0 takes a free port. @default 0 */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** What callers must present as `Authorization: Bearer <token>`; without it callers from this machine alone are served. */
  readonly token?: string;
  /** Demands an assertion of the gateway with every call, beside the token where there is one. @default none */
  readonly assertions?: AssertionOptions;
  /** @default plain HTTP */
  readonly tls?: MutualTlsOptions;
}

/** A service: a subgraph server that can be listened to, loaded and closed. */
export interface Service {
  readonly name: string;
  readonly version: string;
  readonly logger: Logger;
  /** The SDL of the subgraph: just what is implemented. */
  readonly sdl: string;
  /** @returns the address, `http://127.0.0.1:4001`; GraphQL is served at `/graphql` below it. */
  listen(options?: ListenOptions): Promise<{ readonly url: string }>;
  /** Loads the models, once; later calls get the same promise. */
  load(progress?: Progress): Promise<void>;
  health(): ServiceHealth;
  /** Answers `draining` from now on, lets requests in flight end for up to `graceMs` (default 10,000), then releases everything. */
  close(graceMs?: number): Promise<void>;
}
