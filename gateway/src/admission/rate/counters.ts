import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { LRUCache } from 'lru-cache';

import { createMemoryLimiters } from '../../storage/limiter/memory-limiter.js';
import type { LimitDecision, Limiter, LimiterFactory } from '../../storage/limiter/limiter.js';

/** Counts what keys take, whatever the limit. */
export interface Counters {
  consume(
    limit: { readonly points: number; readonly durationSeconds: number },
    key: string,
    points: number,
  ): Promise<LimitDecision>;
}

/** Most limits at once: contracts and roles make a few dozen. */
const MAX_LIMITS = 1_000;

/**
 * Counters in the store. While that cannot be reached each process counts for itself: a limit is then looser by the
 * number of gateways, rather than none or all being let in.
 */
export function createCounters(limiters: LimiterFactory, logger: Logger): Counters {
  const insurance = createMemoryLimiters();
  const limits = new LRUCache<string, { readonly shared: Limiter; readonly own: Limiter }>({ max: MAX_LIMITS });
  return {
    async consume({ points: limit, durationSeconds }, key, points) {
      const name = `rate-${limit}-${durationSeconds}`;
      const options = { name, points: limit, durationSeconds };
      const known = limits.get(name) ?? { shared: limiters(options), own: insurance(options) };
      limits.set(name, known);
      try {
        return await known.shared.consume(key, points);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        logger.warn({ code: error.code }, 'Rates cannot be counted together; this process counts for itself.');
        return await known.own.consume(key, points);
      }
    },
  };
}
