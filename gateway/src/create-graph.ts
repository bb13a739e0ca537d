import type { ApolloServer } from '@apollo/server';
import { LocalGraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { Logger } from '@sluice/telemetry';

import type { Policies } from './admission/access/policies.js';
import type { Accounts } from './accounts/create-accounts.js';
import { ACCOUNTS_SUBGRAPH, createAccountsSubgraph } from './accounts/graph/accounts-subgraph.js';
import type { Config } from './config/config.js';
import { connectAdmission } from './connect-admission.js';
import { connectCallCache } from './connect-call-cache.js';
import type { ConnectedServices } from './connect-services.js';
import { createContextStep } from './contexts/create-context-step.js';
import { createPolicies } from './contexts/create-policies.js';
import { createApolloServer } from './http/apollo-server.js';
import { createExecutions } from './executions/create-executions.js';
import { createExecutionsSchema, EXECUTIONS_SUBGRAPH } from './executions/graph/executions-subgraph.js';
import type { Sealer } from './executions/sealing/sealer.js';
import type { Hooks } from './middleware/hooks.js';
import { responsePlugin } from './middleware/response-hooks.js';
import { createMediaSubgraph, MEDIA_SUBGRAPH } from './media/media-subgraph.js';
import type { MediaResolver } from './media/media-resolver.js';
import type { RequestContext } from './request-context.js';
import type { CallCache } from './routing/call-cache/call-cache.js';
import { createPrices } from './routing/attempts/consumed.js';
import { createCapabilityDataSource } from './routing/capability-data-source.js';
import { createCapabilityStream } from './routing/capability-stream.js';
import type { MediaAccess } from './routing/media-access.js';
import { createModelNames } from './routing/catalog/model-names.js';
import type { Registrations } from './registration/registrations.js';
import { createRegistrationSubgraph, REGISTRATION_SUBGRAPH } from './registration/registration-subgraph.js';
import { createServicesSchema, SERVICES_SUBGRAPH } from './routing/services-subgraph.js';
import type { Storage } from './storage/create-storage.js';
import { createExecutor } from './supergraph/execute.js';
import { createGatewayInterface, type SupergraphHolder } from './supergraph/gateway-interface.js';
import { createPreparation } from './supergraph/prepare-operation.js';
import type { SupergraphSnapshot } from './supergraph/snapshot.js';
import { createSubscriber, type Subscriber } from './supergraph/subscribe.js';
import { createLocalSource } from './supergraph/subscription/local-source.js';
import type { SourceMap } from './supergraph/subscription/subscription-source.js';
import { createWebhooks } from './webhooks/create-webhooks.js';
import { createWebhooksSubgraph, WEBHOOKS_SUBGRAPH } from './webhooks/graph/webhooks-subgraph.js';
import { countAttempts } from './telemetry/count-attempts.js';
import type { GatewayMetrics } from './telemetry/gateway-metrics.js';

export interface GraphOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly media: { readonly resolve: MediaResolver; readonly forServices: MediaAccess };
  readonly services: Pick<
    ConnectedServices,
    'registry' | 'router' | 'health' | 'budget' | 'client' | 'streams' | 'assertions'
  >;
  readonly identity: { readonly accounts: Accounts };
  /** Null where nobody registers. */
  readonly registrations: Registrations | null;
  readonly supergraph: SupergraphHolder;
  /** Keeps answers of AI services; null where none are kept. */
  readonly callCache: CallCache | null;
  readonly hooks: Hooks;
  readonly storage: Storage;
  /** Encrypts what is stored of executions. */
  readonly sealer: Sealer;
  /** What `@policy` names in the contracts. */
  readonly policies: Policies;
}

/** The graph: what parses and executes its operations, and who keeps its subscriptions. */
export interface Graph {
  readonly server: ApolloServer<RequestContext>;
  readonly subscriber: Subscriber;
  readonly supergraph: SupergraphHolder;
}

/** Puts the supergraph together with the services that answer it. */
export function createGraph(options: GraphOptions): Graph {
  const { config, logger, hooks, supergraph } = options;
  const { maxCoercionErrors } = config.limits;
  const policyOf = createPolicies(config.contexts);
  const { local, localSources } = createLocalSubgraphs(options, supergraph, policyOf);
  const services = oncePerSnapshot((snapshot): ServiceMap => ({
    ...byCapability(snapshot, options, createCapabilityDataSource),
    ...local(snapshot),
  }));
  const sources = oncePerSnapshot((snapshot): SourceMap => ({
    ...byCapability(snapshot, options, createCapabilityStream),
    ...localSources(snapshot),
  }));
  const { admission, plugins } = connectAdmission({ ...options, limiters: options.storage.limiter });
  const contexts = createContextStep({ policyOf, onContext: hooks.onContext });
  const prepare = createPreparation({ admission, contexts, maxCoercionErrors });
  const eventTimeoutMs = config.server.requestTimeoutMs;
  const { onUpstream } = options.metrics;
  const around = { holder: supergraph, prepare, services };
  const subscriber = createSubscriber({
    ...around,
    sources,
    eventTimeoutMs,
    reconnectMs: config.limits.subscriptions.reconnectMs,
    logger,
    onUpstream,
  });
  const executor = createExecutor({ holder: supergraph, prepare, services, subscriber });
  const gateway = createGatewayInterface(supergraph, executor);
  const told = hooks.onResponse ? [...plugins, responsePlugin(hooks.onResponse)] : plugins;
  const server = createApolloServer({ gateway, config, logger, plugins: told });
  return { server, subscriber, supergraph };
}

interface LocalSubgraphs {
  readonly local: (snapshot: SupergraphSnapshot) => ServiceMap;
  readonly localSources: (snapshot: SupergraphSnapshot) => SourceMap;
}

/** The control subgraphs, which live in the gateway. */
function createLocalSubgraphs(
  { config, services, media, identity, storage, sealer, logger, registrations }: GraphOptions,
  { current }: SupergraphHolder,
  policyOf: ReturnType<typeof createPolicies>,
): LocalSubgraphs {
  const servicesSchema = createServicesSchema({
    ...services,
    capabilities: () => [...current().capabilities.keys()],
    modelNames: createModelNames({ aliases: config.contexts.modelAliases, routes: config.routes }),
    dateAt: (ms) => new Date(Date.now() + ms - performance.now()),
  });
  const settings = config.executions;
  const executions = createExecutions({ storage, sealer, settings, graph: current, policyOf, logger });
  const webhooks = createWebhooks({ store: storage.store, sealer, settings: config.webhooks });
  // A capability that was registered is something to submit.
  const executionsIn = oncePerSnapshot((snapshot) => createExecutionsSchema(executions, snapshot));
  const lasting = {
    [MEDIA_SUBGRAPH]: createMediaSubgraph({ resolveMedia: media.resolve }),
    [SERVICES_SUBGRAPH]: new LocalGraphQLDataSource(servicesSchema),
    [ACCOUNTS_SUBGRAPH]: createAccountsSubgraph(identity.accounts),
    [WEBHOOKS_SUBGRAPH]: createWebhooksSubgraph(webhooks),
    [REGISTRATION_SUBGRAPH]: createRegistrationSubgraph({ registrations, instance: services.registry.instance }),
  };
  const servicesSource = createLocalSource(servicesSchema);
  return {
    local: (snapshot) => ({
      ...lasting,
      [EXECUTIONS_SUBGRAPH]: new LocalGraphQLDataSource(executionsIn(snapshot)),
    }),
    localSources: (snapshot) => ({
      [SERVICES_SUBGRAPH]: servicesSource,
      [EXECUTIONS_SUBGRAPH]: createLocalSource(executionsIn(snapshot)),
    }),
  };
}

type CapabilityOptions = Parameters<typeof createCapabilityDataSource>[0] &
  Parameters<typeof createCapabilityStream>[0];

function byCapability<Made>(
  { capabilities, supergraphSchema: schema }: SupergraphSnapshot,
  { config, services, media, metrics, hooks, callCache: cache }: GraphOptions,
  make: (options: CapabilityOptions) => Made,
): Record<string, Made> {
  const told = { onCall: metrics.onCall, onAttempt: countAttempts(metrics), beforeCall: hooks.onCall };
  const { router, health, budget, client, streams, assertions } = services;
  const priceOf = createPrices(services.registry);
  const ways = { router, health, budget, client, streams, assertions, priceOf, random: Math.random };
  const cachingOf = connectCallCache({ cache, config, router, hooks, metrics });
  const around = { schema, ...ways, media: media.forServices, ...told };
  return Object.fromEntries(
    [...capabilities].map(([capability, contracts]) => {
      const caching = cachingOf(capability);
      return [capability, make({ ...around, capability, contracts, caching })];
    }),
  );
}

function oncePerSnapshot<Made>(make: (snapshot: SupergraphSnapshot) => Made): (snapshot: SupergraphSnapshot) => Made {
  const made = new WeakMap<SupergraphSnapshot, Made>();
  return (snapshot) => {
    const known = made.get(snapshot) ?? make(snapshot);
    made.set(snapshot, known);
    return known;
  };
}
