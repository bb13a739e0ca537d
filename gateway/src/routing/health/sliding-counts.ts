import type { HealthClock } from './health-clock.js';

/** How many of each kind there were within a window that ends now. */
export interface SlidingCounts<Kind extends string> {
  add(kind: Kind): void;
  count(kind: Kind): number;
  clear(): void;
}

export interface SlidingCountsOptions {
  /** In milliseconds. */
  readonly windowMs: number;
  readonly clock: HealthClock;
  /** In how many steps the window slides: what is kept, and how exact it is. @default 10 */
  readonly steps?: number;
}

interface Step<Kind> {
  /** Which step since the clock's beginning. */
  readonly index: number;
  readonly counts: Map<Kind, number>;
}

/**
 * Counts in steps of the window, not times of single events: as little is kept of a thousand requests a second as of
 * one. What is told is of the last window, or of up to one step less.
 */
export function createSlidingCounts<Kind extends string>({
  windowMs,
  clock,
  steps = 10,
}: SlidingCountsOptions): SlidingCounts<Kind> {
  const stepMs = windowMs / steps;
  let kept: Step<Kind>[] = [];
  const current = () => {
    const index = Math.floor(clock.now() / stepMs);
    if (kept.some((step) => step.index <= index - steps)) kept = kept.filter((step) => step.index > index - steps);
    return index;
  };
  return {
    add(kind) {
      const index = current();
      let last = kept.at(-1);
      if (last?.index !== index) {
        last = { index, counts: new Map() };
        kept.push(last);
      }
      last.counts.set(kind, (last.counts.get(kind) ?? 0) + 1);
    },
    count(kind) {
      current();
      return kept.reduce((sum, { counts }) => sum + (counts.get(kind) ?? 0), 0);
    },
    clear: () => void (kept = []),
  };
}
