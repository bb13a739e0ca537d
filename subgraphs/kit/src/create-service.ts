import type { FastifyInstance } from 'fastify';
import type { ServiceHealth } from '@sluice/schema';
import { createLogger } from '@sluice/telemetry';
import type { ModelOffer } from './capabilities.js';
import type { OfferedCapability } from './capability-types.js';
import { closeService } from './close-service.js';
import { createRunners } from './create-runners.js';
import { createGraphqlRoute } from './http/graphql-route.js';
import { createServer } from './http/create-server.js';
import { createStreamRoute } from './http/stream-route.js';
import { createDoor } from './http/door.js';
import { createAssertionVerifier } from './identity/verify-assertions.js';
import { createLifecycle } from './lifecycle.js';
import { createServiceMedia } from './media/service-media.js';
import { readLogLevel, readServiceName } from './service-environment.js';
import { createServiceSchema } from './service-schema.js';
import { createServiceMetrics } from './service-metrics.js';
import type { InputLimits, Service, ServiceOptions } from './service.js';

export const DEFAULT_LIMITS: InputLimits = {
  textLength: 100_000,
  mediaBytes: 20 * 1024 * 1024,
  mediaMs: 15_000,
  bodyBytes: 32 * 1024 * 1024,
  requestMs: 120_000,
  streamMs: 900_000,
};

const GRACE_MS = 10_000;

/**
 * Turns plain async functions into a subgraph server.
 *
 * @throws TypeError when a capability is named that has no contract, or none is named and nothing is missing
 */
export function createService(options: ServiceOptions): Service {
  const { name, version, missing } = options;
  const calledName = readServiceName(process.env) ?? name;
  const logger = options.logger ?? createLogger({ name: calledName, level: readLogLevel(process.env) });
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { schema, sdl } = createServiceSchema(namesOf(options));
  const metrics = createServiceMetrics(calledName, options.measure);
  const lifecycle = createLifecycle(options.load ?? (async () => {}), logger);
  const runners = createRunners(options, { logger, metrics, ready: lifecycle.ready });
  const routes = { schema, ...runners, limits, media: createServiceMedia(limits), logger, metrics };
  const [graphql, stream] = [createGraphqlRoute(routes), createStreamRoute(routes)];
  const inFlight = () => [...graphql.inFlight, ...stream.inFlight];
  const reason = missing === undefined ? {} : { reason: missing };
  const health = (): ServiceHealth => ({
    name,
    version,
    ...reason,
    ...lifecycle.state,
    capabilities: offered(options),
  });
  let server: FastifyInstance | undefined;
  let closing: Promise<void> | undefined;

  return {
    name,
    version,
    logger,
    sdl,
    health,
    load(progress = () => {}) {
      if (missing !== undefined) progress(missing);
      return lifecycle.load(progress);
    },
    async listen({ port = 0, host = '127.0.0.1', token, assertions, tls } = {}) {
      const verify = assertions && createAssertionVerifier({ audience: name, ...assertions });
      const door = createDoor({ token, verify });
      server = createServer({ graphql, stream, health, metrics, logger, bodyBytes: limits.bodyBytes, door, tls });
      return { url: await server.listen({ port, host }) };
    },
    close: (graceMs = GRACE_MS) =>
      (closing ??= closeService({ lifecycle, inFlight, server, metrics, close: options.close }, graceMs)),
  };
}

function namesOf({ capabilities, missing }: ServiceOptions): OfferedCapability[] {
  const names = Object.keys(capabilities) as OfferedCapability[];
  if (names.length === 0 && missing === undefined)
    throw new TypeError('capabilities: expected at least one, got none.');
  return names;
}

function offered({ capabilities }: ServiceOptions): ServiceHealth['capabilities'] {
  const entries = Object.entries(capabilities) as [string, ModelOffer][];
  return Object.fromEntries(
    entries.map(([name, { models, details }]) => [name, { models, ...(details && { details }) }]),
  );
}
