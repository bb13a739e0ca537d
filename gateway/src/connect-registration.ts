import { WIRE_HEADERS } from '@sluice/schema';
import { createComposer } from '@sluice/schema/registration';
import type { Logger } from '@sluice/telemetry';

import type { Config } from './config/config.js';
import type { ConnectedServices } from './connect-services.js';
import { askService } from './registration/ask-service.js';
import { followRegistrations } from './registration/follow-registrations.js';
import { createRecompose } from './registration/recompose.js';
import type { RegisterWork } from './registration/register-service.js';
import { createRegisteredInstances } from './registration/registered-instances.js';
import { createRegistrations, type Registrations } from './registration/registrations.js';
import { sweepLeases } from './registration/sweep-leases.js';
import type { Storage } from './storage/create-storage.js';
import type { SupergraphHolder } from './supergraph/gateway-interface.js';

/** Services that register themselves. */
export interface ConnectedRegistration {
  /** Null where nobody registers. */
  readonly registrations: Registrations | null;
  close(): Promise<void>;
}

export interface ConnectRegistrationOptions {
  readonly config: Pick<Config, 'registration' | 'services'>;
  readonly services: Pick<ConnectedServices, 'registry' | 'connectors' | 'retire' | 'assertions' | 'factsOf'>;
  readonly storage: Pick<Storage, 'store' | 'bus'>;
  readonly supergraph: SupergraphHolder;
  readonly logger: Logger;
}

/**
 * Goes by what stands in the store, before the first request is taken, and from then on.
 *
 * @throws what the store throws
 */
export async function connectRegistration(options: ConnectRegistrationOptions): Promise<ConnectedRegistration> {
  const { config, services, storage, supergraph, logger } = options;
  const { registration: settings } = config;
  if (!settings.enabled) return { registrations: null, close: async () => {} };
  const { store, bus } = storage;
  const composer = createComposer();
  const recompose = createRecompose({ supergraph, composer, logger });
  const instances = createRegisteredInstances({ ...services, logger });
  const follower = await followRegistrations({
    store,
    bus,
    logger,
    // Fields have their service before they are there, and are gone before their service is.
    async apply({ registrations, contracts }) {
      instances.add(registrations);
      await recompose(contracts);
      instances.retain(registrations);
    },
    sweep: () => sweepLeases(store),
  });
  const configured = new Set(config.services.filter(({ kind }) => kind !== 'registered').map(({ name }) => name));
  const registrations = createRegistrations({ store, follower, settings, composer, configured, ask: asker(services) });
  return {
    registrations,
    async close() {
      await follower.close();
      instances.close();
      await composer.close();
    },
  };
}

function asker({ connectors, assertions, factsOf }: ConnectRegistrationOptions['services']): RegisterWork['ask'] {
  return async ({ name, url, capabilities, sdl }, { principal, signal }) => {
    const { token, timeouts } = factsOf(name);
    const headers = {
      [WIRE_HEADERS.assertion]: await assertions.forCall(name, principal),
      ...(token !== null && { [WIRE_HEADERS.authorization]: `Bearer ${token}` }),
    };
    const connect = connectors.of(name, timeouts.connectMs);
    return askService({ url, connect, headers, signal, known: { offered: capabilities, sdl } });
  };
}
