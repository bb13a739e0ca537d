import type { Metrics } from '@sluice/telemetry';

/** Why a target was asked: as the first, once more after it had failed, after another one had, or beside a slow one. */
export type AttemptKind = 'FIRST' | 'RETRY' | 'FALLBACK' | 'HEDGE';

/** A request to a target, as it is counted. */
export interface CountedAttempt {
  readonly capability: string;
  readonly service: string;
  /** `OK`, or a code. */
  readonly outcome: string;
  readonly kind: AttemptKind;
}

/** What the gateway counts of the ways that calls take. */
export interface RoutingMetrics {
  /** A request to a target has ended. */
  onAttempt(attempt: CountedAttempt): void;
  /** Something was not asked again, or not beside another, since the service has had its part of retries. */
  onBudgetSpent(service: string): void;
}

export function createRoutingMetrics(metrics: Metrics): RoutingMetrics {
  const attempts = metrics.counter({
    name: 'attempts_total',
    help: 'Requests to targets, by service and outcome.',
    labels: ['capability', 'service', 'outcome'],
  });
  const count = (name: string, help: string) => metrics.counter({ name, help, labels: ['capability', 'service'] });
  const byKind = {
    RETRY: count('retries_total', 'Requests that were sent to the same target again.'),
    FALLBACK: count('fallbacks_total', 'Requests that went to a target after another one had failed.'),
    HEDGE: count('hedges_total', 'Requests that went to a target since another one was slow.'),
  };
  const spent = metrics.counter({
    name: 'retry_budget_spent_total',
    help: 'Requests that were not sent since the service has had its part of retries.',
    labels: ['service'],
  });
  return {
    onAttempt({ capability, service, outcome, kind }) {
      attempts({ capability, service, outcome });
      if (kind !== 'FIRST') byKind[kind]({ capability, service });
    },
    onBudgetSpent: (service) => spent({ service }),
  };
}
