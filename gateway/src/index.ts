/** What code of the operator's own is written against: docs/middleware.md. */
export { defineMiddleware } from './middleware/middleware.js';
export type {
  AdmittedOperation,
  CallChanges,
  Hook,
  Middleware,
  OperationHook,
  OutgoingCall,
  OutgoingResponse,
  ResponseChanges,
} from './middleware/middleware.js';
export type { ContextArguments } from './contexts/context-arguments.js';
export type { ArrivingRequest } from './identity/credentials.js';
export type { Principal } from './identity/principal.js';
