import type { CallTimeouts } from './service-facts.js';

/** Where a call may be sent. */
export interface Target {
  /** Its own name among those that a call can go to: a route may try two models of one instance. */
  readonly key: string;
  /** The id of the instance. */
  readonly instance: string;
  readonly service: string;
  readonly url: string;
  /** The gateway's proof towards this service; null where it asks for none. */
  readonly token: string | null;
  readonly timeouts: CallTimeouts;
  /** The model that the call names at this target, in place of what the caller named; null to leave that as it is. */
  readonly model: string | null;
  /** Whom a provider's limit of rate concerns, should this call meet one: a model of a capability, for a tenant. */
  readonly limitScope: string;
}
