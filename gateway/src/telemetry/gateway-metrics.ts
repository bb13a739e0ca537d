import type { Metrics } from '@sluice/telemetry';

import type { CallRecord } from '../request-context.js';
import { type AccessMetrics, createAccessMetrics } from './access-metrics.js';
import { type CacheMetrics, createCacheMetrics } from './cache-metrics.js';
import { createRoutingMetrics, type RoutingMetrics } from './routing-metrics.js';
import { createWebhookMetrics, type WebhookMetrics } from './webhook-metrics.js';

/** What the gateway counts; names begin with `sluice_gateway_`. */
export interface GatewayMetrics extends AccessMetrics, CacheMetrics, RoutingMetrics, WebhookMetrics {
  /** A GraphQL request has been answered. */
  onRequest(operationType: string, status: number, durationMs: number): void;
  /** An error has left the gateway in an answer. */
  onError(code: string): void;
  /** A subscription was opened (1) or has ended (-1). */
  onSubscription(change: 1 | -1): void;
  /** A subscription at a subgraph was opened (1) or has ended (-1); several clients may share one. */
  onUpstream(change: 1 | -1): void;
  /** A fetch from a capability has ended. */
  onCall(record: CallRecord): void;
}

/** Registers the gateway's metrics. */
export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const requests = metrics.counter({
    name: 'requests_total',
    help: 'GraphQL requests answered.',
    labels: ['operation', 'status'],
  });
  const requestSeconds = metrics.histogram({
    name: 'request_duration_seconds',
    help: 'Time from the arrival of a GraphQL request to its answer.',
    labels: ['operation'],
  });
  const errors = metrics.counter({ name: 'errors_total', help: 'Errors in answers, by code.', labels: ['code'] });
  const calls = metrics.counter({
    name: 'calls_total',
    help: 'Fetches from capabilities, by the service that answered and by outcome.',
    labels: ['capability', 'service', 'outcome'],
  });
  const callItems = metrics.counter({
    name: 'call_items_total',
    help: 'Items sent to services, after identical ones were folded.',
    labels: ['capability'],
  });
  const callSeconds = metrics.histogram({
    name: 'call_duration_seconds',
    help: 'Time of one fetch from a capability.',
    labels: ['capability', 'service'],
  });
  return {
    ...metricsOfParts(metrics),
    onSubscription: countOpen(metrics, 'subscriptions', 'Subscriptions that clients read.'),
    onUpstream: countOpen(
      metrics,
      'subscription_upstreams',
      'Subscriptions at subgraphs; several clients may share one.',
    ),
    onRequest(operation, status, durationMs) {
      requests({ operation, status: String(status) });
      requestSeconds({ operation }, durationMs / 1000);
    },
    onError: (code) => errors({ code }),
    onCall({ capability, service, outcome, items, durationMs }) {
      const name = service ?? 'none';
      calls({ capability, service: name, outcome });
      callItems({ capability }, items);
      callSeconds({ capability, service: name }, durationMs / 1000);
    },
  };
}

/** A gauge of what comes and goes. */
function countOpen(metrics: Metrics, name: string, help: string): (change: 1 | -1) => void {
  let open = 0;
  metrics.readGauge({ name, help }, () => open);
  return (change) => void (open += change);
}

function metricsOfParts(metrics: Metrics): AccessMetrics & CacheMetrics & RoutingMetrics & WebhookMetrics {
  return {
    ...createAccessMetrics(metrics),
    ...createRoutingMetrics(metrics),
    ...createCacheMetrics(metrics),
    ...createWebhookMetrics(metrics),
  };
}
