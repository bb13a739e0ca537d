import { Redis, type RedisOptions } from 'ioredis';

/** How the gateway speaks to Redis: nothing is queued for a server that is away, and nothing waits long. */
const OPTIONS: RedisOptions = {
  connectTimeout: 5_000,
  commandTimeout: 2_000,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  keepAlive: 10_000,
  // For ever, in pauses of 50 ms to 5 s, jittered so that gateways do not come back all at once.
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), 5_000) * (0.5 + Math.random() / 2),
};

/** Opens a connection that mends itself. `onError` is told of every failure; commands fail on their own. */
export function openRedis(url: string, onError: (error: unknown) => void, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, { ...OPTIONS, ...options });
  redis.on('error', onError);
  return redis;
}

const QUIT_MS = 1_000;

/** Ends a connection: after what is under way, or after a second. */
export async function closeRedis(redis: Redis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise((resolve) => (timer = setTimeout(resolve, QUIT_MS)));
  await Promise.race([redis.quit().catch(() => {}), tooLong]);
  clearTimeout(timer);
  redis.disconnect();
}

/** Waits for a connection, and no longer than it may. */
export async function untilReady(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      redis.off('ready', done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    redis.on('ready', done);
  });
}
