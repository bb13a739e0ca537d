import type { MayBeAsked } from '../health/breaker.js';

/** How targets of equal priority share the load. */
export type Strategy = 'PRIORITY' | 'WEIGHTED' | 'LEAST_IN_FLIGHT' | 'LOWEST_LATENCY' | 'LOWEST_COST';

/** What a choice knows of a target. */
export interface Candidate {
  readonly instanceId: string;
  /** The smaller number is asked first. */
  readonly priority: number;
  /** Its part of the load; one of weight 0 is asked only when all others were. */
  readonly weight: number;
  /** Requests on their way to it. */
  readonly inFlight: number;
  /** What a request is expected to take, in milliseconds; 0 where that is not known. */
  readonly ewmaMs: number;
  /** What a request costs, in whatever unit is the same for all; null where that is not known. */
  readonly cost: number | null;
  readonly mayBeAsked: MayBeAsked;
}
