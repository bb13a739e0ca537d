/** A limit: so many points in a window of time. */
export interface LimitOptions {
  /** Keeps the counts of this limit apart from those of others; letters, digits, hyphens. */
  readonly name: string;
  /** What a key may take within a window. */
  readonly points: number;
  /** Length of the window, from the first take on; whole seconds. */
  readonly durationSeconds: number;
}

/** What a take came to. */
export interface LimitDecision {
  readonly allowed: boolean;
  /** Points that are left in the window. */
  readonly remaining: number;
  /** Until the window ends and all points are there again, in milliseconds. */
  readonly resetMs: number;
}

/**
 * Counts what keys take, over all processes that share it. Of concurrent takes exactly as many are allowed as there are
 * points, also across processes. A take that is refused counts as well, as in every adapter of `rate-limiter-flexible`:
 * whoever goes on asking for much is not let in for little before the window ends.
 */
export interface Limiter {
  /**
   * Takes points, 1 by default.
   * @throws ServiceError where the counts cannot be reached and there is no insurance.
   */
  consume(key: string, points?: number): Promise<LimitDecision>;
}

/** Makes limiters that count in one place. */
export interface LimiterFactory {
  (options: LimitOptions): Limiter;
  readonly kind: 'memory' | 'sql' | 'redis';
  close(): Promise<void>;
}
