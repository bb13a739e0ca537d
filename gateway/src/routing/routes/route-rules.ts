/** What a route allows and asks for, beside where calls go. */
export interface RouteRules {
  /** How often one target may be asked again. */
  readonly retries: number;
  /** When a second target is asked beside the first: after so many milliseconds, or after the first one's p95. */
  readonly hedge: { readonly afterMs: number | null } | null;
  /** Whether content that one service refused may be shown to another. */
  readonly contentPolicyFallback: boolean;
  /** Whether a call whose answers depend on the model may be answered by another model. */
  readonly otherModels: boolean;
  /** Whether a stream that breaks off begins anew elsewhere, and tells so. */
  readonly restartStreams: boolean;
  /** How much older than it may be an answer is given when all targets fail, in milliseconds; 0 gives none. */
  readonly staleIfErrorMs: number;
}

/** What holds where no route is configured. */
export const DEFAULT_RULES: Omit<RouteRules, 'retries'> = {
  hedge: null,
  contentPolicyFallback: false,
  otherModels: false,
  restartStreams: false,
  staleIfErrorMs: 0,
};
