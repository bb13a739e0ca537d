import { startDeadline } from '../../storage/deadline.js';
import { closeRedis, openRedis } from '../../storage/redis/redis-connection.js';
import type { CacheEntry, EntryStore } from './entry-store.js';
import { sizeOf } from './size-of.js';

export interface RedisStoreOptions {
  readonly redisUrl: string;
  /** Keeps installations apart that share a server. */
  readonly prefix: string;
  /** One answer, as text. */
  readonly maxValueBytes: number;
  /** How long an answer is looked for, in milliseconds. */
  readonly timeoutMs: number;
  readonly onError: (error: unknown) => void;
}

/** After a look that took too long, nobody looks for a while: each would wait as long. */
const PAUSE_MS = 1_000;

/** A value takes less than so many times its text in memory: what takes more is too large, and need not be written first. */
const SIZE_FACTOR = 40;

/** Answers on their way to Redis; what comes beyond is not kept. */
const MAX_PENDING_BYTES = 16 * 1024 * 1024;

/**
 * Keeps answers on a Redis server, where all gateways find them. Redis that is away or slow is a miss: a connection
 * that is not there is not waited for, a look has a short deadline, and what comes back is believed only where it has
 * the form of an entry.
 */
export function createRedisStore({
  redisUrl,
  prefix,
  maxValueBytes,
  timeoutMs,
  onError,
}: RedisStoreOptions): EntryStore {
  const redis = openRedis(redisUrl, onError, { enableAutoPipelining: true });
  let pausedUntil = 0;
  let pendingBytes = 0;
  const isUsable = () => redis.status === 'ready' && performance.now() >= pausedUntil;

  async function look(keys: readonly string[]): Promise<readonly (string | null)[]> {
    using deadline = startDeadline('A look into the call cache', timeoutMs);
    try {
      return await deadline.race(redis.mget(keys.map((key) => prefix + key)));
    } catch (error) {
      pausedUntil = performance.now() + PAUSE_MS;
      onError(error);
      return [];
    }
  }

  return {
    async get(keys) {
      const texts = isUsable() ? await look(keys) : [];
      return keys.map((_, index) => readEntry(texts[index] ?? null, maxValueBytes));
    },
    set(key, { value, storedAt }, ttlMs) {
      if (!isUsable() || sizeOf(value, SIZE_FACTOR * maxValueBytes) === Number.POSITIVE_INFINITY) return;
      const text = JSON.stringify({ storedAt, value });
      const bytes = Buffer.byteLength(text);
      if (bytes > maxValueBytes || pendingBytes + bytes > MAX_PENDING_BYTES) return;
      pendingBytes += bytes;
      redis
        .set(prefix + key, text, 'PX', Math.ceil(ttlMs))
        .catch(onError)
        .finally(() => (pendingBytes -= bytes));
    },
    close: () => closeRedis(redis),
  };
}

/** Whoever can write to Redis could write anything: what is no entry is none. */
function readEntry(text: string | null, maxBytes: number): CacheEntry | null {
  if (text === null || text.length > maxBytes) return null;
  try {
    const entry = JSON.parse(text) as Partial<CacheEntry> | null;
    if (typeof entry !== 'object' || entry === null || !Number.isFinite(entry.storedAt)) return null;
    return { value: entry.value ?? null, storedAt: entry.storedAt as number };
  } catch {
    return null;
  }
}
