import type { HealthClock } from '../health-clock.js';

/** A clock that goes when it is told to. */
export interface ManualClock extends HealthClock {
  pass(ms: number): void;
}

export function createManualClock(): ManualClock {
  let now = 1_000;
  return {
    now: () => now,
    pass: (ms) => void (now += ms),
  };
}
