import { createMetrics, type Logger, type Metrics } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

import type { Policies } from './admission/access/policies.js';
import type { Config } from './config/config.js';
import type { ConnectedIdentity } from './connect-identity.js';
import { type ConnectedServices, connectServices } from './connect-services.js';
import { connectRegistration } from './connect-registration.js';
import { createGraph } from './create-graph.js';
import { type RunningExecutions, startExecutions } from './connect-executions.js';
import { gaugeExecutions } from './executions/gauge-executions.js';
import type { Sealer } from './executions/sealing/sealer.js';
import { allowOrigins } from './http/allow-origins.js';
import { closeServer } from './http/close-server.js';
import { compressAnswers } from './http/compress-answers.js';
import { createHttpServer } from './http/create-http-server.js';
import { createPhase } from './http/gateway-phase.js';
import { healthRoutes, type HealthRoutesOptions } from './http/health-routes.js';
import { keysRoute } from './http/keys-route.js';
import { metricsRoute } from './http/metrics-route.js';
import { refuseTakenPort } from './http/refuse-taken-port.js';
import { openServiceDoor, type ServiceDoor } from './http/service-door.js';
import { openTransports } from './http/open-transports.js';
import { trustProxies } from './identity/trust-proxies.js';
import { withAddress } from './identity/with-address.js';
import { createMedia, type Media } from './media/create-media.js';
import { type Hooks, NO_HOOKS } from './middleware/hooks.js';
import { withRequestHooks } from './middleware/with-request-hooks.js';
import { type PublishedKeys, publishKeys } from './routing/assertions/published-keys.js';
import { openCallCache } from './routing/call-cache/open-call-cache.js';
import type { Registry } from './routing/registry.js';
import { watchCriticalRoutes } from './routing/routes/critical-routes.js';
import { compileRoutes } from './routing/routes/find-route.js';
import { gaugeRouting } from './routing/routing-gauges.js';
import { createSupergraphHolder, type SupergraphHolder } from './supergraph/gateway-interface.js';
import { committedSnapshot } from './supergraph/snapshot.js';
import type { Supervisor } from './supervisor/create-supervisor.js';
import type { ServiceProgress } from './supervisor/service-state.js';
import type { Storage } from './storage/create-storage.js';
import { createGatewayMetrics } from './telemetry/gateway-metrics.js';

export interface GatewayOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Finds out who calls, with the help of what is stored; the gateway closes it. */
  readonly openIdentity: (storage: Storage) => Promise<ConnectedIdentity>;
  /** Opens where state stands, while the services load; the gateway closes it, last of all. */
  readonly openStorage: () => Promise<Storage>;
  /** Encrypts what is stored of executions. */
  readonly sealer: Sealer;
  /** The gateway's environment, of which services inherit an allow-list. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes the log lines of the supervised services. */
  readonly writeLine: (line: string) => void;
  /** Told of every line of progress while services load. */
  readonly onProgress?: (progress: ServiceProgress) => void;
  /** The folder of example pictures; null for none. */
  readonly examplesFolder: string | null;
  /** The operator's own code at the phases of a request. @default none */
  readonly hooks?: Hooks;
  /** Milliseconds since 1970, for what is kept for a while. @default Date.now */
  readonly now?: () => number;
  /** What `@policy` names in the contracts; a name that is not here denies. @default none */
  readonly policies?: Policies;
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
  /** The supergraph in force, which may be replaced while the gateway serves. */
  readonly supergraph: SupergraphHolder;
  /** Resolves when every service is ready for the first time; rejects when the signal aborts. */
  ready(signal: AbortSignal): Promise<void>;
  /** Takes no more requests, lets those in flight end, and ends the services. */
  close(): Promise<void>;
}

/**
 * Wires the phases of a request and starts to listen. Services are started before the store is open, and load on.
 * @throws what `openStorage` throws, or what keeps it from listening; then nothing runs any more.
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  await refuseTakenPort(options.config.server);
  const services = connectServices(options);
  const storage = await openBeside(services, options.openStorage);
  let identity: ConnectedIdentity | null = null;
  let published: PublishedKeys | null = null;
  const closeBeneath = async () => {
    await services.close();
    await published?.close();
    await identity?.close();
    await storage.close();
  };
  const wire = async () => {
    identity = await options.openIdentity(storage);
    const { keys, gateway } = services;
    published = await publishKeys({ keys, gateway, store: storage.store, logger: options.logger });
    return wireGateway(options, { services, storage, identity, published });
  };
  const gateway = await wire().catch(async (error: unknown) => {
    await closeBeneath();
    throw error;
  });
  return {
    ...gateway,
    async close() {
      await gateway.close();
      await closeBeneath();
      options.logger.info({}, 'The gateway has stopped.');
    },
  };
}

/** What a gateway stands on. */
interface Beneath {
  readonly services: ConnectedServices;
  readonly storage: Storage;
  readonly identity: ConnectedIdentity;
  readonly published: PublishedKeys;
}

/** What stands on these, and closes itself alone. */
async function wireGateway(options: GatewayOptions, beneath: Beneath): Promise<Gateway> {
  const { config, logger, sealer, hooks = NO_HOOKS, policies = {}, now = Date.now } = options;
  const { services, storage, identity, published } = beneath;
  const located = trustProxies(withAddress(identity.authenticator), config.server.trustedProxies);
  const authenticator = withRequestHooks(located, hooks, logger);
  const app = createHttpServer(config, logger);
  let listenUrl = '';
  let door: ServiceDoor | null = null;
  const media = await openMedia(options, { listenUrl: () => listenUrl, doorUrl: () => door?.url ?? listenUrl });
  const { metrics, gatewayMetrics, critical } = openMetrics(config, services);
  const { registry, supervisor } = services;
  const around = { config, logger, metrics: gatewayMetrics, hooks };
  const supergraph = createSupergraphHolder(committedSnapshot());
  const registration = await connectRegistration({ ...beneath, config, supergraph, logger });
  const callCache = openCallCache({ config, logger, now, metrics: gatewayMetrics });
  const made = { ...registration, media, policies, sealer, supergraph, callCache };
  const graph = createGraph({ ...around, ...beneath, ...made });
  const phase = createPhase(registry, config.services);
  const publicUrl = () => config.server.publicUrl ?? listenUrl;
  const does = workOf(config);
  const transports = does.operations ? openTransports(app, { ...around, publicUrl, graph, authenticator }) : null;
  let executions: RunningExecutions | null = null;
  openWatch(app, { does, metrics, critical, phase: phase.current, registry, storage, executions: () => executions });
  keysRoute(app, published.all);
  const { host, port, requestTimeoutMs } = config.server;
  const mediaRoutes = (scope: FastifyInstance) => media.routes(scope, { authenticator, requestTimeoutMs });
  await app.register((scope) => openRoutes(scope, config, [...(transports ? [transports.routes] : []), mediaRoutes]));
  if (does.operations) await options.routes?.(app);

  async function close(): Promise<void> {
    phase.drain();
    // Before its streams are ended: what runs is given back, and is no failure.
    await executions?.close();
    await transports?.drain();
    await Promise.all([closeServer(app), door?.close()]);
    await registration.close();
    await graph.server.stop();
    await Promise.all([media.close(), callCache?.close()]);
    metrics.close();
  }
  await graph.server.start();
  if (config.server.tls) door = await openServiceDoor(config, logger, mediaRoutes);
  listenUrl = await app.listen({ host, port }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  logger.info({ listenUrl }, 'The gateway listens.');
  if (does.executions) executions = startExecutions(options, { ...around, storage, graph, serving: phase.serving });
  return { url: listenUrl, registry, supervisor, supergraph: graph.supergraph, ready: phase.serving, close };
}

/** What a process does, by its role. */
function workOf({ server: { role }, executions }: Config) {
  return { operations: role !== 'worker', executions: role !== 'gateway' && executions.concurrency > 0 };
}

interface Watched extends Pick<HealthRoutesOptions, 'phase' | 'registry' | 'critical'> {
  readonly does: ReturnType<typeof workOf>;
  readonly metrics: Metrics;
  readonly storage: Storage;
  readonly executions: () => RunningExecutions | null;
}

/** What those ask who watch over the process. */
function openWatch(app: FastifyInstance, { does, metrics, executions, ...watched }: Watched): void {
  const state = () => executions()?.state() ?? 'STARTING';
  healthRoutes(app, { ...watched, isWorker: !does.operations, ...(does.executions && { executions: state }) });
  gaugeExecutions(metrics, watched.storage.store);
  metricsRoute(app, metrics);
}

/** Routes that browsers may call, too. */
async function openRoutes(
  scope: FastifyInstance,
  config: Config,
  routes: readonly ((scope: FastifyInstance) => unknown)[],
): Promise<void> {
  await allowOrigins(scope, config);
  await compressAnswers(scope);
  for (const open of routes) await open(scope);
}

/** What is counted, with what routing tells of itself. */
function openMetrics({ routes }: Config, services: ConnectedServices) {
  const metrics = createMetrics({ prefix: 'sluice_gateway_' });
  const gatewayMetrics = createGatewayMetrics(metrics);
  services.budget.onSpent(gatewayMetrics.onBudgetSpent);
  const critical = watchCriticalRoutes(compileRoutes(routes), services);
  gaugeRouting(metrics, { ...services, critical });
  return { metrics, gatewayMetrics, critical };
}

/** Models load and the database opens at the same time: each takes seconds. */
async function openBeside(services: ConnectedServices, openStorage: () => Promise<Storage>): Promise<Storage> {
  const opening = openStorage();
  services.supervisor.start();
  return opening.catch(async (error: unknown) => {
    await services.close();
    throw error;
  });
}

interface MediaPlaces {
  readonly listenUrl: () => string;
  /** Where services of this machine come for media. */
  readonly doorUrl: () => string;
}

function openMedia(
  { config, environment, examplesFolder, logger }: GatewayOptions,
  { listenUrl, doorUrl }: MediaPlaces,
): Promise<Media> {
  const { media: settings, dataDir, server } = config;
  const publicUrl = () => server.publicUrl ?? listenUrl();
  return createMedia({ settings, dataDir, environment, publicUrl, listenUrl: doorUrl, examplesFolder, logger });
}
