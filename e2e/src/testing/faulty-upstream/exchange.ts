import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** What the upstream was asked. */
export interface UpstreamRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer in one piece, and what it costs. */
export interface WholeAnswer {
  readonly kind: 'whole';
  readonly body: Readonly<Record<string, unknown>>;
  readonly tokens: number;
}

/** An answer as server-sent events. */
export interface StreamAnswer {
  readonly kind: 'stream';
  readonly events: readonly StreamEvent[];
}

/** One event as it goes over the wire, and what it costs to have written it. */
export interface StreamEvent {
  readonly text: string;
  readonly tokens: number;
}

export type Answer = WholeAnswer | StreamAnswer;

/** One request at the upstream, between its arrival and its end. */
export interface Exchange {
  readonly request: UpstreamRequest;
  readonly response: ServerResponse;
  readonly protocol: UpstreamProtocol;
  /** What a healthy upstream would answer. */
  readonly healthy: Answer;
  /** Aborted when the connection is gone, whoever ended it. */
  readonly gone: AbortSignal;
  /** Counts tokens that the caller will be charged for. */
  bill(tokens: number): void;
  /** Ends the connection from this side: the caller has not left. */
  cut(how: 'reset' | 'close'): void;
}

/** Answers in another way than a healthy upstream. */
export type Fault = (exchange: Exchange) => void | Promise<void>;

/** What an upstream speaks. */
export interface UpstreamProtocol {
  /** What a GET of the path is answered, beside the script; undefined where nothing stands there. */
  describe(path: string): unknown;
  /** What a healthy upstream answers; null where nothing stands at the path. */
  answer(request: UpstreamRequest): Answer | null;
  /** The body of a refusal. */
  refusal(status: number, message: string): Readonly<Record<string, unknown>>;
  /** An event that tells of a failure. */
  errorEvent(): string;
}
