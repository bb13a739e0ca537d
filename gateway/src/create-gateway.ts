import { randomBytes } from 'node:crypto';

import type { ServiceMap } from '@apollo/gateway';
import { createMetrics, type Logger } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

import type { Config } from './config/config.js';
import { allowOrigins } from './http/allow-origins.js';
import { createApolloServer } from './http/apollo-server.js';
import { createHttpServer } from './http/create-http-server.js';
import { drainOperations } from './http/drain-operations.js';
import { graphqlRoute } from './http/graphql-route.js';
import { createPhase } from './http/gateway-phase.js';
import { healthRoutes } from './http/health-routes.js';
import { metricsRoute } from './http/metrics-route.js';
import type { Authenticator } from './identity/authenticate.js';
import { createMedia, type Media } from './media/create-media.js';
import { createMediaSubgraph, MEDIA_SUBGRAPH } from './media/media-subgraph.js';
import { createCapabilityDataSource } from './routing/capability-data-source.js';
import { createRegistry, type Registry } from './routing/registry.js';
import { createServiceClient, type ServiceClient } from './routing/service-client.js';
import { serviceTokens } from './routing/service-tokens.js';
import { trackServices } from './routing/track-services.js';
import { createExecutor } from './supergraph/execute.js';
import { createGatewayInterface, createSupergraphHolder } from './supergraph/gateway-interface.js';
import { createSnapshot, readSupergraphSdl, type SupergraphSnapshot } from './supergraph/snapshot.js';
import { createSupervisor, type Supervisor } from './supervisor/create-supervisor.js';
import type { ServiceProgress } from './supervisor/service-state.js';
import { createGatewayMetrics, type GatewayMetrics } from './telemetry/gateway-metrics.js';

export interface GatewayOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly authenticator: Authenticator;
  /** The gateway's environment, of which services inherit an allow-list. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes the log lines of the supervised services. */
  readonly writeLine: (line: string) => void;
  /** Told of every line of progress while services load. */
  readonly onProgress?: (progress: ServiceProgress) => void;
  /** The folder of example pictures; null for none. */
  readonly examplesFolder: string | null;
  /** Adds routes of its own, such as the start page, once the port is known to be free for them. */
  readonly routes?: (app: FastifyInstance) => Promise<void>;
}

/** A running gateway. */
export interface Gateway {
  /** Where it listens: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The services that it knows, and how they are. */
  readonly registry: Registry;
  readonly supervisor: Supervisor;
  /** Resolves when every service is ready for the first time; rejects when the signal aborts. */
  ready(signal: AbortSignal): Promise<void>;
  /** Takes no more requests, lets those in flight end, and ends the services. */
  close(): Promise<void>;
}

/** Wires the phases of a request and starts to listen. Services are started at the same time and load on. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, logger, authenticator } = options;
  let listenUrl = '';
  const media = await openMedia(options, () => listenUrl);
  const metrics = createMetrics({ prefix: 'sluice_gateway_' });
  const gatewayMetrics = createGatewayMetrics(metrics);
  const token = randomBytes(32).toString('base64url');
  const registry = createRegistry(config.services, serviceTokens(config.services, options.environment, token));
  const client = createServiceClient();
  const supervisor = superviseServices(options, token);
  const untrack = trackServices({ services: config.services, supervisor, registry, client, logger });

  const server = createGraphqlServer(options, media, registry, client, gatewayMetrics);
  const phase = createPhase(registry);
  const app = createHttpServer(config, logger);
  const operations = drainOperations(app);
  healthRoutes(app, { phase: phase.current, registry });
  metricsRoute(app, metrics);
  await app.register(async (scope) => {
    await allowOrigins(scope, config);
    const { requestTimeoutMs } = config.server;
    graphqlRoute(scope, { server, authenticator, requestTimeoutMs, logger, metrics: gatewayMetrics });
    await media.routes(scope, { authenticator, requestTimeoutMs });
  });
  await options.routes?.(app);

  async function close(): Promise<void> {
    phase.drain();
    await operations.drain();
    await app.close();
    await server.stop();
    untrack();
    await supervisor.stop();
    await client.close();
    await media.close();
    metrics.close();
    logger.info({}, 'The gateway has stopped.');
  }
  await server.start();
  const { host, port } = config.server;
  listenUrl = await app.listen({ host, port }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  logger.info({ listenUrl }, 'The gateway listens.');
  supervisor.start();
  return { url: listenUrl, registry, supervisor, ready: phase.serving, close };
}

function superviseServices(options: GatewayOptions, token: string): Supervisor {
  const { config, logger, environment, writeLine, onProgress } = options;
  return createSupervisor({
    services: config.services.filter((service) => service.kind === 'run'),
    logger,
    token,
    environment,
    writeLine,
    ...(onProgress && { onProgress }),
  });
}

function openMedia(
  { config, environment, examplesFolder, logger }: GatewayOptions,
  listenUrl: () => string,
): Promise<Media> {
  const { media: settings, dataDir, server } = config;
  const publicUrl = () => server.publicUrl ?? listenUrl();
  return createMedia({ settings, dataDir, environment, publicUrl, listenUrl, examplesFolder, logger });
}

function createGraphqlServer(
  { config, logger }: GatewayOptions,
  media: Media,
  registry: Registry,
  client: ServiceClient,
  { onCall }: GatewayMetrics,
) {
  const holder = createSupergraphHolder(createSnapshot(readSupergraphSdl()));
  const mediaSubgraph = createMediaSubgraph({ resolveMedia: media.resolve });
  const { maxCoercionErrors } = config.limits;
  const dataSources = ({ capabilities, supergraphSchema: schema }: SupergraphSnapshot): ServiceMap => {
    const sources = [...capabilities].map(([capability, contracts]) => [
      capability,
      createCapabilityDataSource({ capability, contracts, schema, registry, client, media: media.forServices, onCall }),
    ]);
    return { ...Object.fromEntries(sources), [MEDIA_SUBGRAPH]: mediaSubgraph };
  };
  const gateway = createGatewayInterface(holder, createExecutor({ holder, dataSources, maxCoercionErrors }));
  return createApolloServer({ gateway, config, logger });
}
