import type { ErrorCode, ErrorDetails } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { DocumentNode, FormattedExecutionResult, OperationDefinitionNode } from 'graphql';

import type { ContextArguments } from '../contexts/context-arguments.js';
import type { ArrivingRequest } from '../identity/credentials.js';
import type { Principal } from '../identity/principal.js';

type Awaitable<Value> = Value | Promise<Value>;

/**
 * Code of the operator's own at the phases of a request. Every hook may be left out; the hooks of one phase run one
 * after the other in the order of the configuration, each within `middlewareTimeoutMs`. A hook that throws anything but
 * what `hook.refuse` throws, or takes too long, ends the request with `INTERNAL` or `DEADLINE_EXCEEDED`: what was to
 * decide and did not has not allowed it.
 */
export interface Middleware {
  /** In logs and errors of the start. */
  readonly name: string;
  /** Who calls is to be found out: of a request before its body is read, or of a WebSocket. */
  onRequest?(request: ArrivingRequest, hook: Hook): Awaitable<void>;
  /** It is known who calls. What is returned is who calls from here on. */
  onPrincipal?(principal: Principal, request: ArrivingRequest, hook: Hook): Awaitable<Principal | void>;
  /** Limits and access have admitted an operation, which is not planned yet; of what was cut from it nothing is left. */
  onAdmit?(operation: AdmittedOperation, hook: OperationHook): Awaitable<void>;
  /**
   * An admitted operation asks for one unit of AI work, or brings in what is to be worked on. What is returned takes
   * the place of the arguments, and is checked as if the caller had sent it. Once for each field of the operation.
   */
  onContext?(context: ContextArguments, hook: OperationHook): Awaitable<Readonly<Record<string, unknown>> | void>;
  /** A request is about to go to a service. Throwing fails its calls alone; the rest of the answer stands. */
  onCall?(call: OutgoingCall, hook: OperationHook): Awaitable<CallChanges | void>;
  /** An answer is about to leave: the result of an operation, or one event of a subscription. */
  onResponse?(response: OutgoingResponse, hook: OperationHook): Awaitable<ResponseChanges | void>;
}

/** What every hook is given. */
export interface Hook {
  /** Aborts when the hook's time is up, or the caller has left. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /**
   * Ends the request, or what the hook is about, with a code of `docs/errors.md`.
   *
   * @param message for the caller's eyes
   */
  refuse(code: ErrorCode, message: string, details?: ErrorDetails): never;
}

/** What the hooks of one operation are given. */
export interface OperationHook extends Hook {
  readonly requestId: string;
  readonly principal: Principal;
  /** Kept from hook to hook of this middleware, as long as the operation runs; each event of a subscription has its own. */
  readonly state: Map<string, unknown>;
}

/** An operation that may run. */
export interface AdmittedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One request on its way to a service. */
export interface OutgoingCall {
  readonly capability: string;
  readonly service: string;
  /** The fields that it asks for, such as `Text.embedding`; each once. */
  readonly coordinates: readonly string[];
  /** Entities that it asks for; 1 at the root. */
  readonly items: number;
}

/** What a hook adds to a call. */
export interface CallChanges {
  /** Sent to the service beside ours. Names begin with `x-`, and none of ours can be replaced. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Told how it ended: `OK`, or the first code. What it throws is logged and changes nothing. */
  readonly onOutcome?: (outcome: string) => void;
}

/** What is about to leave. */
export interface OutgoingResponse {
  readonly operationName: string | null;
  readonly operationType: 'query' | 'mutation' | 'subscription' | null;
  readonly result: FormattedExecutionResult;
}

/** What a hook adds to an answer; data and errors cannot be changed. */
export interface ResponseChanges {
  /** Put under `extensions`; a key that is there already stays. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Gives a middleware its types. */
export function defineMiddleware(middleware: Middleware): Middleware {
  return middleware;
}
