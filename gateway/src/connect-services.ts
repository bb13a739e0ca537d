import { randomBytes, randomUUID } from 'node:crypto';

import { type ConnectedRouting, connectRouting } from './connect-routing.js';
import { createConnectionGuard } from './network/connection-guard.js';
import { type Assertions, createAssertions } from './routing/assertions/assertions.js';
import { discoverInstances } from './routing/discovery/discover-instances.js';
import { createSigningKeys, type SigningKeys } from './routing/assertions/signing-keys.js';
import { createRegistry, type Registry } from './routing/registry.js';
import { createServiceFacts, type ServiceFacts } from './routing/service-facts.js';
import { createServiceConnectors, type ServiceConnectors } from './routing/service-connectors.js';
import { createServiceClient, type ServiceClient } from './routing/service-client.js';
import type { ServicePlace } from './routing/service-pools.js';
import { createServiceStreams, type ServiceStreams } from './routing/service-stream.js';
import { serviceTokens } from './routing/service-tokens.js';
import { trackServices } from './routing/track-services.js';
import { createSupervisor, type Supervisor } from './supervisor/create-supervisor.js';
import type { GatewayOptions } from './create-gateway.js';

/** The AI services behind the gateway: which there are, how they are, and the ways to them. */
export interface ConnectedServices extends ConnectedRouting {
  readonly registry: Registry;
  readonly supervisor: Supervisor;
  /** What the configuration says of a service. */
  readonly factsOf: (service: string) => ServiceFacts;
  readonly connectors: ServiceConnectors;
  /** Lets go of the connections to an address, once what is under way on them has ended. */
  readonly retire: (place: ServicePlace) => void;
  readonly client: ServiceClient;
  readonly streams: ServiceStreams;
  readonly assertions: Assertions;
  /** What they are signed with. */
  readonly keys: SigningKeys;
  /** The name of this gateway in them. */
  readonly gateway: string;
  /** Ends those that the gateway started, and every connection. */
  close(): Promise<void>;
}

/** Knows the configured services; those that the gateway runs itself are started by `supervisor.start()`. */
export function connectServices(options: GatewayOptions): ConnectedServices {
  const { config, logger, environment, writeLine, onProgress } = options;
  const { services } = config;
  const token = randomBytes(32).toString('base64url');
  // The instances of others are not known yet.
  const registry = createRegistry(services.filter(({ kind }) => kind === 'run' || kind === 'url'));
  const factsOf = createServiceFacts(services, serviceTokens(services, environment, token));
  const routing = connectRouting({ config, registry, factsOf });
  const keys = createSigningKeys();
  const gateway = randomUUID();
  const { enabled, allow } = config.registration;
  const guard = enabled ? createConnectionGuard({ allow }) : null;
  const connectors = createServiceConnectors({ services, guard, logger });
  const { perInstance, maxAgeMs } = config.routing.connections;
  const client = createServiceClient({ connectors, connections: perInstance, maxAgeMs });
  const streams = createServiceStreams({ connectors, maxAgeMs });
  const supervisor = createSupervisor({
    services: services.filter((service) => service.kind === 'run'),
    logger,
    token,
    keys,
    environment,
    writeLine,
    ...(onProgress && { onProgress }),
  });
  const { forget, retire } = bothWays(client, streams);
  const untrack = trackServices({ services, supervisor, registry, client: { forget }, connectors, logger });
  const discovered = services.filter((service) => service.kind === 'dns');
  const undiscover = discoverInstances({ services: discovered, registry, connectors, retire, logger });
  return {
    registry,
    ...routing,
    factsOf,
    connectors,
    retire,
    supervisor,
    client,
    streams,
    assertions: createAssertions({ keys, gateway }),
    keys,
    gateway,
    async close() {
      untrack();
      undiscover();
      keys.close();
      await supervisor.stop();
      await Promise.all([client.close(), streams.close()]);
      await connectors.close();
    },
  };
}

/** Connections for answers and for streams are let go of together. */
function bothWays(...ways: readonly Pick<ServiceClient, 'forget' | 'retire'>[]) {
  return {
    forget: (place: ServicePlace) => ways.forEach((way) => way.forget(place)),
    retire: (place: ServicePlace) => ways.forEach((way) => way.retire(place)),
  };
}
