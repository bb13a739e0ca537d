import { isErrorCode, ServiceError } from '@sluice/schema';
import { createMetrics, type Metrics } from '@sluice/telemetry';
import type { BatchCall } from './batching/batcher.js';
import type { OfferedCapability } from './capability-types.js';
import type { ServiceOptions } from './service.js';

/** What a service measures. */
export interface ServiceMetrics {
  /** A request of the gateway has been answered; `outcome` is `ok`, or the first error's code. */
  readonly request: (outcome: string, durationMs: number) => void;
  /** A capability function has been called. */
  readonly call: (capability: OfferedCapability, call: BatchCall) => void;
  /** Has the queue of a capability read at every scrape. */
  watchQueue(capability: OfferedCapability, read: () => number): void;
  render: Metrics['render'];
  close: Metrics['close'];
}

const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** @param measure adds measurements of the service's own */
export function createServiceMetrics(service: string, measure: ServiceOptions['measure'] = () => {}): ServiceMetrics {
  const metrics = createMetrics({ defaultLabels: { service } });
  measure(metrics);
  const requests = metrics.counter({
    name: 'service_requests_total',
    help: 'Requests answered, by outcome: ok, or the code of the first error.',
    labels: ['outcome'],
  });
  const requestSeconds = metrics.histogram({
    name: 'service_request_duration_seconds',
    help: 'How long requests took.',
    labels: ['outcome'],
  });
  const measureCall = createCallMeasurement(metrics);
  const queues: Partial<Record<OfferedCapability, () => number>> = {};
  const queueLength = metrics.gauge({
    name: 'service_queue_length',
    help: 'Items that wait to be sent to a model.',
    labels: ['capability'],
  });

  return {
    request(outcome, durationMs) {
      requests({ outcome });
      requestSeconds({ outcome: outcome === 'ok' ? 'ok' : 'error' }, durationMs / 1_000);
    },
    call: measureCall,
    watchQueue(capability, read) {
      queues[capability] = read;
    },
    render() {
      for (const [capability, read] of Object.entries(queues)) queueLength({ capability }, read());
      return metrics.render();
    },
    close: () => metrics.close(),
  };
}

function createCallMeasurement(metrics: Metrics): ServiceMetrics['call'] {
  const calls = metrics.counter({
    name: 'service_model_calls_total',
    help: 'Calls of capability functions, by outcome: ok, or the code of the failure.',
    labels: ['capability', 'model', 'outcome'],
  });
  const sizes = metrics.histogram({
    name: 'service_batch_items',
    help: 'Items in one call.',
    labels: ['capability'],
    buckets: BATCH_SIZES,
  });
  const seconds = metrics.histogram({
    name: 'service_model_call_duration_seconds',
    help: 'How long calls took.',
    labels: ['capability', 'model'],
  });
  return (capability, { model, size, durationMs, error }) => {
    calls({ capability, model, outcome: error === undefined ? 'ok' : codeOf(error) });
    sizes({ capability }, size);
    seconds({ capability, model }, durationMs / 1_000);
  };
}

/** The code of what was thrown; what has none is `INTERNAL`. */
export function codeOf(error: unknown): string {
  return error instanceof ServiceError && isErrorCode(error.code) ? error.code : 'INTERNAL';
}
