import type { FastifyInstance } from 'fastify';
import type { ServiceHealth } from '@sluice/schema';
import { createLogger, type Logger } from '@sluice/telemetry';
import type { BatchCall } from './batching/batcher.js';
import { createCapabilityRunner } from './batching/capability-runner.js';
import type { CapabilityName } from './capability-types.js';
import { closeService } from './close-service.js';
import { createGraphqlRoute } from './http/graphql-route.js';
import { createServer } from './http/create-server.js';
import { createLifecycle } from './lifecycle.js';
import { createServiceSchema } from './service-schema.js';
import { codeOf, createServiceMetrics } from './service-metrics.js';
import type { InputLimits, Service, ServiceOptions } from './service.js';

export const DEFAULT_LIMITS: InputLimits = {
  textLength: 100_000,
  mediaBytes: 20 * 1024 * 1024,
  bodyBytes: 32 * 1024 * 1024,
  requestMs: 120_000,
};

const GRACE_MS = 10_000;

/**
 * Turns plain async functions into a subgraph server.
 *
 * @throws TypeError when a capability is named that has no contract, or none is named
 */
export function createService(options: ServiceOptions): Service {
  const { name, version, capabilities } = options;
  const names = Object.keys(capabilities) as CapabilityName[];
  const logger = options.logger ?? createLogger({ name });
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { schema, sdl } = createServiceSchema(names);
  const metrics = createServiceMetrics(name);
  const lifecycle = createLifecycle(options.load ?? (async () => {}), logger);
  const onCall = (capability: CapabilityName, call: BatchCall) => {
    metrics.call(capability, call);
    tellFailure(logger, capability, call);
  };
  const runner = createCapabilityRunner({ capabilities, logger, ready: lifecycle.ready, onCall });
  for (const capability of names) metrics.watchQueue(capability, () => runner.queueLength(capability));
  const graphql = createGraphqlRoute({ schema, runner, limits, logger, metrics });
  const health = (): ServiceHealth => ({ name, version, ...lifecycle.state, capabilities: offered(options) });
  let server: FastifyInstance | undefined;
  let closing: Promise<void> | undefined;

  return {
    name,
    version,
    logger,
    sdl,
    health,
    load: (progress = () => {}) => lifecycle.load(progress),
    async listen({ port = 0, host = '127.0.0.1', token } = {}) {
      server = createServer({ graphql, health, metrics, logger, bodyBytes: limits.bodyBytes, token });
      return { url: await server.listen({ port, host }) };
    },
    close: (graceMs = GRACE_MS) =>
      (closing ??= closeService({ lifecycle, graphql, server, metrics, close: options.close }, graceMs)),
  };
}

function offered({ capabilities }: ServiceOptions): ServiceHealth['capabilities'] {
  const entries = Object.entries(capabilities) as [string, { readonly models: readonly string[] }][];
  return Object.fromEntries(entries.map(([name, { models }]) => [name, { models }]));
}

function tellFailure(logger: Logger, capability: CapabilityName, { model, size, error }: BatchCall): void {
  if (error === undefined) return;
  logger.warn({ capability, model, items: size, code: codeOf(error), error }, 'A call of a model failed.');
}
