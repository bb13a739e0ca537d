import type { Principal } from '../identity/principal.js';
import type { CallLog } from '../request-context.js';

/** An operation of the graph, as an execution has it run. */
export interface ContextWork {
  readonly principal: Principal;
  readonly requestId: string;
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How long it may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told of what a subscription tells, in order. Must not throw. */
  readonly onEvent: (result: FormattedResult) => void;
  /** Calls that are done already, and where those are told and kept that are done now. */
  readonly callLog: CallLog;
}

/** An error of an answer. */
export interface AnswerError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer, as a client would get it. */
export interface FormattedResult {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnswerError[];
}

/**
 * Runs an operation on the one way that all operations go, whatever transport brings them, so that admission, contexts,
 * routing and fallback are the same. Of a subscription it resolves when that is over, with the error that ended it.
 * Never rejects but for a mistake of our own.
 */
export type RunContext = (work: ContextWork) => Promise<FormattedResult>;
