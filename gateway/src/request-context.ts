import type { Logger, Trace } from '@sluice/telemetry';

import type { CountedRate } from './admission/rate/rate-context.js';
import type { Principal } from './identity/principal.js';
import type { AttemptRecord } from './routing/attempts/attempt-record.js';
import type { Consumed } from './routing/attempts/consumed.js';
import type { CacheUse } from './routing/call-cache/cache-use.js';
import type { CallOutcome } from './routing/calls/call.js';
import type { SubscriptionStream } from './supergraph/subscription/subscription-stream.js';

/** One request to a service, as it went. */
export interface CallRecord {
  readonly capability: string;
  readonly service: string | null;
  /** The model that was asked, where it is known. */
  readonly model: string | null;
  /** `OK`, or the code of the first error in the answer. */
  readonly outcome: string;
  /** Of a failure: how far it had come. */
  readonly phase?: NonNullable<AttemptRecord['phase']>;
  readonly durationMs: number;
  /** Entities that were asked for, after identical ones were folded; 1 at the root. */
  readonly items: number;
  /** What it consumed, and whether that is paid for; null where nothing was sent. */
  readonly attempted: (Consumed & Pick<AttemptRecord, 'billed'>) | null;
}

/** What is learned of a request on its way, for its line in the log. */
export interface Observation {
  operationName?: string;
  operationType?: string;
  /** The codes of the errors in the answer. */
  codes: string[];
  /** What was counted of the caller's rates, in this order. */
  rates?: CountedRate[];
  /** What was thrown where nothing may throw: the operation has no answer of its own. */
  thrown?: unknown;
}

/** A call in the log of an execution. */
export type LoggedCall =
  | { readonly kind: 'done'; readonly outcome: CallOutcome }
  /** It was about to be sent, and may not be sent twice. */
  | { readonly kind: 'begun' };

/** The calls that an execution has made so far, so that another attempt need not make them again. */
export interface CallLog {
  find(key: string): LoggedCall | undefined;
  /** Resolves when they are kept for good. @throws ServiceError when that cannot be, or is not ours to do any more */
  keep(calls: ReadonlyMap<string, LoggedCall>): Promise<void>;
  /** Takes back what was begun and never sent. @throws as `keep`, but for what is not ours any more: that stays */
  forget(keys: readonly string[]): Promise<void>;
  /** Told of each request to a service when it is over. */
  onCall(record: CallRecord): void;
}

/** What surrounds a request from its arrival to its answer: GraphQL's context value. */
export interface RequestContext {
  readonly requestId: string;
  readonly principal: Principal;
  /** What the caller wrote in `sluice-labels`: routes may choose by it. */
  readonly labels: ReadonlySet<string>;
  readonly trace: Trace;
  readonly logger: Logger;
  /** Aborts when the caller has left or the deadline has passed; its reason is a `ServiceError`. */
  readonly signal: AbortSignal;
  /** When the caller's deadline passes, on the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Every request to a service so far, in the order of their ends. */
  readonly calls: CallRecord[];
  /** Every attempt so far, in the order of their ends; bounded. */
  readonly attempts: AttemptRecord[];
  /** PURE calls of this operation that were made already, by what they ask for. */
  readonly pureCalls: Map<string, Promise<CallOutcome>>;
  /** Which answers came out of the cache. */
  readonly cacheUses: CacheUse[];
  readonly observed: Observation;
  /** Of an execution: its calls so far; null for everyone else. */
  readonly callLog: CallLog | null;
  /** Takes what a subscription tells; null where the transport can carry one answer only. */
  readonly onStream: ((stream: SubscriptionStream) => void) | null;
  /** The operation's own context, where this one was made from it. */
  readonly operation?: RequestContext;
}

/** A context of the same operation within other bounds. */
export function deriveContext(
  context: RequestContext,
  changes: Partial<Pick<RequestContext, 'signal' | 'deadlineAt' | 'calls'>>,
): RequestContext {
  return { ...context, ...changes, operation: context.operation ?? context };
}
