import type { Logger } from '@sluice/telemetry';

import type { ContextArguments } from '../contexts/context-arguments.js';
import type { ArrivingRequest } from '../identity/credentials.js';
import type { Principal } from '../identity/principal.js';
import type { AdmittedOperation, CallChanges, OutgoingCall, OutgoingResponse } from './middleware.js';

/** What a request is to its hooks. */
export interface HookScope {
  readonly logger: Logger;
  /** Aborts when the caller has left or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** What an operation is to its hooks: one object from its beginning to its end. */
export interface OperationScope extends HookScope {
  readonly requestId: string;
  readonly principal: Principal;
  /** The operation's own scope, where this one was made from it. */
  readonly operation?: OperationScope;
}

/**
 * The hooks of all middleware, phase by phase. A phase that nobody listens to is null, so that nothing is spent on it.
 * Each throws a `ServiceError` where a middleware refuses, fails or is late.
 */
export interface Hooks {
  readonly onRequest: ((request: ArrivingRequest, scope: HookScope) => Promise<void>) | null;
  /** @returns who calls from here on */
  readonly onPrincipal:
    | ((principal: Principal, request: ArrivingRequest, scope: HookScope) => Promise<Principal>)
    | null;
  readonly onAdmit: ((operation: AdmittedOperation, scope: OperationScope) => Promise<void>) | null;
  /** @returns the arguments from here on; the same object where nothing changed */
  readonly onContext:
    | ((context: ContextArguments, scope: OperationScope) => Promise<ContextArguments['arguments']>)
    | null;
  readonly onCall: ((call: OutgoingCall, scope: OperationScope) => Promise<Required<CallChanges>>) | null;
  /** @returns what comes under `extensions` of the answer */
  readonly onResponse:
    | ((response: OutgoingResponse, scope: OperationScope) => Promise<Readonly<Record<string, unknown>>>)
    | null;
}

/** A gateway without middleware. */
export const NO_HOOKS: Hooks = {
  onRequest: null,
  onPrincipal: null,
  onAdmit: null,
  onContext: null,
  onCall: null,
  onResponse: null,
};
