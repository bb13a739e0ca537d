import type { Logger } from '@sluice/telemetry';
import type { BatchCall } from './batching/batcher.js';
import { type CapabilityRunner, createCapabilityRunner } from './batching/capability-runner.js';
import type { CapabilityName, OfferedCapability } from './capability-types.js';
import { createGenerationRunner, type GenerationRunner } from './generation/generation-runner.js';
import { codeOf, type ServiceMetrics } from './service-metrics.js';
import type { ServiceOptions } from './service.js';

/** What runs the calls of a service. */
export interface Runners {
  readonly runner: CapabilityRunner;
  readonly generation: GenerationRunner | undefined;
}

export interface RunnerSurroundings {
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  /** Resolves when the models are loaded. */
  readonly ready: () => Promise<void>;
}

/** Puts the capabilities behind their queues, measured. */
export function createRunners(
  { capabilities }: ServiceOptions,
  { logger, metrics, ready }: RunnerSurroundings,
): Runners {
  const { generation: stream, ...batched } = capabilities;
  const onCall = (capability: OfferedCapability, call: BatchCall) => {
    metrics.call(capability, call);
    tellFailure(logger, capability, call);
  };
  const runner = createCapabilityRunner({ capabilities: batched, logger, ready, onCall });
  for (const name of Object.keys(batched) as CapabilityName[]) {
    metrics.watchQueue(name, () => runner.queueLength(name));
  }
  if (!stream) return { runner, generation: undefined };
  const generation = createGenerationRunner({
    capability: stream,
    logger: logger.child({ capability: 'generation' }),
    ready,
    onCall: (call) => onCall('generation', call),
  });
  metrics.watchQueue('generation', () => generation.queueLength);
  return { runner, generation };
}

function tellFailure(logger: Logger, capability: OfferedCapability, { model, size, error }: BatchCall): void {
  if (error === undefined) return;
  logger.warn({ capability, model, items: size, code: codeOf(error), error }, 'A call of a model failed.');
}
