import type { ServiceHealth } from '@sluice/schema';

/** An answer of a service, as GraphQL gives it. */
export interface QueryResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** A service in its own process, as the gateway's supervisor would run it. */
export interface ServiceProcess extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  query(document: string, variables?: Record<string, unknown>): Promise<QueryResult>;
  health(): Promise<ServiceHealth>;
  /** The Prometheus text. */
  metrics(): Promise<string>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Longest time until the service is ready, in milliseconds. @default 60,000 */
  readonly deadlineMs?: number;
}

/** Starts `node mainFile` and resolves when it is ready; `mainFile` is a compiled file. */
export async function startServiceProcess(
  _mainFile: URL | string,
  _options: StartOptions = {},
): Promise<ServiceProcess> {
  throw new Error('Not written yet.');
}
