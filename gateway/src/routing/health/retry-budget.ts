import type { HealthClock } from './health-clock.js';
import { createSlidingCounts, type SlidingCounts } from './sliding-counts.js';

/** How many of a service's requests may be retries. */
export interface RetryBudgetSettings {
  /** As a part of the requests in the window. @default 0.2 */
  readonly ratio: number;
  /** As many are allowed in any window, however few requests there were. @default 3 */
  readonly minimum: number;
  /** In milliseconds. @default 10,000 */
  readonly windowMs: number;
  /** Of how many services requests are counted; the one that was asked least lately is forgotten. @default 1,000 */
  readonly maxServices: number;
}

export const DEFAULT_RETRY_BUDGET: RetryBudgetSettings = {
  ratio: 0.2,
  minimum: 3,
  windowMs: 10_000,
  maxServices: 1_000,
};

/**
 * Bounds what retries may add to the load of a service that is in trouble already: without it, every caller's three
 * attempts are a fourfold load at the worst time.
 */
export interface RetryBudget {
  /** A request that is no retry is sent to the service. */
  onRequest(service: string): void;
  /** Whether one more retry is within the budget; it is then counted. */
  take(service: string): boolean;
  /** Tells of each retry that was not within it. @returns what ends it */
  onSpent(listener: (service: string) => void): () => void;
}

export interface RetryBudgetOptions {
  readonly clock: HealthClock;
  /** @default `DEFAULT_RETRY_BUDGET` */
  readonly settings?: RetryBudgetSettings;
}

type Counts = SlidingCounts<'REQUEST' | 'RETRY'>;

export function createRetryBudget({ clock, settings = DEFAULT_RETRY_BUDGET }: RetryBudgetOptions): RetryBudget {
  const { ratio, minimum, windowMs, maxServices } = settings;
  const services = new Map<string, Counts>();
  const listeners = new Set<(service: string) => void>();
  const countsOf = (service: string): Counts => {
    const counts = services.get(service) ?? createSlidingCounts({ clock, windowMs });
    services.delete(service);
    services.set(service, counts);
    if (services.size > maxServices) {
      const [oldest] = services.keys();
      if (oldest !== undefined) services.delete(oldest);
    }
    return counts;
  };
  return {
    onRequest: (service) => countsOf(service).add('REQUEST'),
    take(service) {
      const counts = countsOf(service);
      const allowed = Math.max(minimum, Math.floor(ratio * counts.count('REQUEST')));
      if (counts.count('RETRY') >= allowed) {
        for (const listener of listeners) listener(service);
        return false;
      }
      counts.add('RETRY');
      return true;
    },
    onSpent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
