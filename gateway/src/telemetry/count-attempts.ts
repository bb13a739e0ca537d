import type { AttemptRecord } from '../routing/attempts/attempt-record.js';
import type { AttemptKind, RoutingMetrics } from './routing-metrics.js';

/** Counts attempts by why they were made; asking a fallback again is a retry. */
export function countAttempts({ onAttempt }: Pick<RoutingMetrics, 'onAttempt'>): (record: AttemptRecord) => void {
  return (record) => {
    const { capability, service, code: outcome } = record;
    onAttempt({ capability, service, outcome, kind: kindOf(record) });
  };
}

function kindOf({ hedge, attempt, fallback }: AttemptRecord): AttemptKind {
  if (hedge) return 'HEDGE';
  if (attempt > 1) return 'RETRY';
  return fallback ? 'FALLBACK' : 'FIRST';
}
