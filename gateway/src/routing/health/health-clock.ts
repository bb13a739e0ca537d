/** Time, as health sees it. */
export interface HealthClock {
  /** Milliseconds that only ever grow. */
  now(): number;
}
