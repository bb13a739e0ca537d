import type { Principal } from '../../identity/principal.js';
import type { CallLog } from '../../request-context.js';

/** Who brings an operation, and by which way. */
export interface Caller {
  /** Of this operation. */
  readonly requestId: string;
  readonly principal: Principal;
  /** The header of W3C Trace Context, where one was sent. */
  readonly traceparent: string | undefined;
  /** By which routes may choose. */
  readonly labels: ReadonlySet<string>;
  /** Aborts when the caller leaves before the answer. */
  readonly signal: AbortSignal;
  /** Whether the transport can carry more than one answer. */
  readonly takesStreams: boolean;
  /** How long it may take, in milliseconds. @default what the pipeline gives every operation */
  readonly timeoutMs?: number;
  /** Of an execution: its calls so far. */
  readonly callLog?: CallLog;
}
