import type { CallTimeouts } from '../../config/timeout-settings.js';
import type { Strategy } from '../balance/candidate.js';

/** Where the calls of a route may go. */
export interface RouteTarget {
  readonly service: string;
  /** What its calls name instead of what the caller named; null to leave that as it is. */
  readonly model: string | null;
  readonly weight: number;
  /** Other times than the service's own. */
  readonly timeouts: Partial<CallTimeouts>;
}

/** How the calls that it fits are routed. */
export interface Route {
  /** Its place in the configuration, from 0: its name in metrics. */
  readonly index: number;
  readonly capability: string;
  /** The name that callers write; null where any or none will do. */
  readonly model: string | null;
  readonly strategy: Strategy;
  /** An alarm is wanted when too few of its targets are well. */
  readonly critical: boolean;
  /** Null where no second target is asked; `afterMs` is null where the route does not say how long to wait. */
  readonly hedge: { readonly afterMs: number | null } | null;
  /** How often one target may be asked again. */
  readonly retries: number;
  readonly contentPolicyFallback: boolean;
  readonly otherModels: boolean;
  readonly restartStreams: boolean;
  /** How much older than it may be an answer is given when all targets fail; 0 gives none. */
  readonly staleIfErrorMs: number;
  /** In the order of the configuration; never empty. */
  readonly targets: readonly RouteTarget[];
}
