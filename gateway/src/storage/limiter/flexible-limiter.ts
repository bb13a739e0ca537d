import { createHash } from 'node:crypto';

import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

import { toStorageError } from '../store/storage-error.js';
import type { LimitDecision, Limiter, LimitOptions } from './limiter.js';

/** A longer key is known by its hash: a count costs the same whatever the caller named. */
const MAX_KEY = 128;

/** The port over a limiter of `rate-limiter-flexible`, which rejects with the same object that it resolves with. */
export function createFlexibleLimiter(limiter: RateLimiterAbstract): Limiter {
  return {
    async consume(key, points = 1) {
      const name = key.length <= MAX_KEY ? key : createHash('sha256').update(key).digest('base64url');
      try {
        return toDecision(await limiter.consume(name, points), true);
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return toDecision(refusal, false);
        throw toStorageError(refusal);
      }
    },
  };
}

function toDecision({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): LimitDecision {
  return { allowed, remaining: remainingPoints, resetMs: Math.max(0, msBeforeNext) };
}

const NAME = /^[\w-]{1,40}$/;

/** Checks a limit, which a programmer or the configuration has named. */
export function checkLimit({ name, points, durationSeconds }: LimitOptions): void {
  if (!NAME.test(name)) throw new Error(`Expected the name of a limit in letters, digits and hyphens, got "${name}".`);
  if (!Number.isSafeInteger(points) || points < 1) throw new Error(`Expected points of at least 1, got ${points}.`);
  // The Redis adapter takes whole seconds, and 0 for "never ends".
  if (!Number.isSafeInteger(durationSeconds) || durationSeconds < 1) {
    throw new Error(`Expected a duration in whole seconds, at least 1, got ${durationSeconds}.`);
  }
}
