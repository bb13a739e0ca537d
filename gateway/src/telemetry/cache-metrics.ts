import type { Metrics } from '@sluice/telemetry';

import type { CacheStatus } from '../routing/call-cache/call-cache.js';

/** What is counted of answers that may be kept. */
export interface CacheMetrics {
  /** A call whose answer may be kept was answered. */
  onCacheUse(capability: string, status: CacheStatus): void;
  /** Shows how many fetches wait for such calls. */
  watchCache(waiting: () => number): void;
}

export function createCacheMetrics(metrics: Metrics): CacheMetrics {
  const uses = metrics.counter({
    name: 'call_cache_total',
    help: 'Calls whose answers may be kept, by how they were answered: hit, stale, joined, miss.',
    labels: ['capability', 'status'],
  });
  const waitingHelp = 'Fetches that wait for calls whose answers may be kept.';
  return {
    onCacheUse: (capability, status) => uses({ capability, status }),
    watchCache: (waiting) => metrics.readGauge({ name: 'call_cache_waiting', help: waitingHelp }, waiting),
  };
}
