const FIRST_MS = 200;
const MOST_MS = 10_000;

/** Waiting times that double, with jitter, so that what fails together does not come back together. */
export interface Backoff {
  /** Half to all of 200 ms, 400 ms, … 10 s. */
  next(): number;
  reset(): void;
}

export function createBackoff(random: () => number = Math.random): Backoff {
  let failures = 0;
  return {
    next() {
      const most = Math.min(MOST_MS, FIRST_MS * 2 ** failures);
      failures += 1;
      return Math.round(most * (0.5 + random() / 2));
    },
    reset() {
      failures = 0;
    },
  };
}
