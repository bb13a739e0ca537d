import { BoundedMemoryLimiter } from './bounded-memory-limiter.js';
import { checkLimit, createFlexibleLimiter } from './flexible-limiter.js';
import type { LimiterFactory } from './limiter.js';

/** Counts of this process alone. */
export function createMemoryLimiters(): LimiterFactory {
  const counters: BoundedMemoryLimiter[] = [];
  const create = (options: Parameters<LimiterFactory>[0]) => {
    checkLimit(options);
    const { name, points, durationSeconds } = options;
    const counter = new BoundedMemoryLimiter({ keyPrefix: name, points, duration: durationSeconds });
    counters.push(counter);
    return createFlexibleLimiter(counter);
  };
  const close = async () => void (await Promise.all(counters.map((counter) => counter.clear())));
  return Object.assign(create, { kind: 'memory' as const, close });
}
