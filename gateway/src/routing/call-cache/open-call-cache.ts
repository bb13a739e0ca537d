import type { Logger } from '@sluice/telemetry';

import type { Config } from '../../config/config.js';
import type { GatewayMetrics } from '../../telemetry/gateway-metrics.js';
import { type CallCache, createCallCache } from './call-cache.js';
import type { EntryStore } from './entry-store.js';
import { createMemoryStore } from './memory-store.js';
import { createRedisStore } from './redis-store.js';

export interface OpenCallCacheOptions {
  readonly config: Pick<Config, 'callCache' | 'storage'>;
  readonly logger: Logger;
  readonly metrics: Pick<GatewayMetrics, 'watchCache'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The cache that the configuration names, or null where it names none. A Redis server that is away is waited for later. */
export function openCallCache(options: OpenCallCacheOptions): CallCache | null {
  const { config, metrics, now } = options;
  if (!config.callCache.enabled) return null;
  const cache = createCallCache({ store: openStore(options), now });
  metrics.watchCache(() => cache.flights.waiting);
  return cache;
}

function openStore({ config, logger, now }: OpenCallCacheOptions): EntryStore {
  const { store, maxBytes, maxValueBytes, redisTimeoutMs: timeoutMs } = config.callCache;
  const { redisUrl, redisPrefix } = config.storage;
  if (store === 'memory' || redisUrl === undefined) return createMemoryStore({ maxBytes, maxValueBytes, now });
  const onError = (error: unknown) => logger.warn({ error }, 'The call cache failed: answers are made anew.');
  return createRedisStore({ redisUrl, prefix: `${redisPrefix}call:`, maxValueBytes, timeoutMs, onError });
}
