import type { Logger, Trace } from '@sluice/telemetry';

import type { Principal } from './identity/principal.js';

/** One call of a service on behalf of a request, as it went. */
export interface CallRecord {
  readonly capability: string;
  readonly service: string | null;
  /** `OK`, or the code of the taxonomy that the whole fetch ended with. */
  readonly outcome: string;
  readonly durationMs: number;
  /** Representations sent, after identical ones were folded; 1 for a root field. */
  readonly items: number;
}

/** What is learned of a request on its way, for its line in the log. */
export interface Observation {
  operationName?: string;
  operationType?: string;
  /** The codes of the errors in the answer. */
  codes: string[];
}

/** What surrounds a request from its arrival to its answer: GraphQL's context value. */
export interface RequestContext {
  readonly requestId: string;
  readonly principal: Principal;
  readonly trace: Trace;
  readonly logger: Logger;
  /** Aborts when the caller has left or the deadline has passed; its reason is a `ServiceError`. */
  readonly signal: AbortSignal;
  /** When the caller's deadline passes, on the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Every call of a service so far, in the order of their ends. */
  readonly calls: CallRecord[];
  readonly observed: Observation;
}
