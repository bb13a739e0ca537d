import { RateLimiterRedis } from 'rate-limiter-flexible';

import { closeRedis, openRedis, untilReady } from '../redis/redis-connection.js';
import { BoundedMemoryLimiter } from './bounded-memory-limiter.js';
import { checkLimit, createFlexibleLimiter } from './flexible-limiter.js';
import type { LimiterFactory } from './limiter.js';

export interface RedisLimitersOptions {
  readonly redisUrl: string;
  /**
   * Keeps installations apart that share a server.
   * @default 'sluice:'
   */
  readonly prefix?: string;
  readonly onError?: (error: unknown) => void;
}

/** How long the first connection is waited for, so that the first takes are counted together as well. */
const CONNECT_MS = 2_000;

/**
 * Counts in Redis, with memory as insurance: while Redis is away, each process counts for itself, so that a limit is
 * looser by the number of gateways, rather than none or all being let in.
 */
export async function openRedisLimiters({
  redisUrl,
  prefix = 'sluice:',
  onError = () => {},
}: RedisLimitersOptions): Promise<LimiterFactory> {
  const redis = openRedis(redisUrl, onError, { enableAutoPipelining: true });
  await untilReady(redis, CONNECT_MS);
  const insurances: BoundedMemoryLimiter[] = [];
  const create = (options: Parameters<LimiterFactory>[0]) => {
    checkLimit(options);
    const { name, points, durationSeconds } = options;
    const limit = { keyPrefix: `${prefix}limit:${name}`, points, duration: durationSeconds };
    const insurance = new BoundedMemoryLimiter(limit);
    insurances.push(insurance);
    return createFlexibleLimiter(
      new RateLimiterRedis({
        ...limit,
        storeClient: redis,
        insuranceLimiter: insurance,
        // Otherwise each request would wait for a connection that is not there.
        rejectIfRedisNotReady: true,
      }),
    );
  };
  const close = async () => {
    await closeRedis(redis);
    await Promise.all(insurances.map((insurance) => insurance.clear()));
  };
  return Object.assign(create, { kind: 'redis' as const, close });
}
