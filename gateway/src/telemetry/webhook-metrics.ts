import type { Metrics } from '@sluice/telemetry';

import type { Settled } from '../webhooks/settle-delivery.js';

/** What is counted of messages to webhooks. */
export interface WebhookMetrics {
  /** A message was sent. */
  onWebhookAttempt(outcome: Settled): void;
}

export function createWebhookMetrics(metrics: Metrics): WebhookMetrics {
  const attempts = metrics.counter({
    name: 'webhook_attempts_total',
    help: 'Attempts to deliver messages to webhooks: delivered, failed and to be tried again, dead, lost to another process.',
    labels: ['outcome'],
  });
  return { onWebhookAttempt: (outcome) => attempts({ outcome }) };
}
