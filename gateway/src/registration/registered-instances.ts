import type { Logger } from '@sluice/telemetry';

import type { Instance } from '../routing/instance.js';
import type { Registry } from '../routing/registry.js';
import type { ServiceConnectors } from '../routing/service-connectors.js';
import type { ServicePlace } from '../routing/service-pools.js';
import { watchInstance } from '../routing/watch-instance.js';
import type { Registration } from './registration.js';

/** Registered services as instances of the registry, each watched. */
export interface RegisteredInstances {
  /** Adds those that are new, and takes over what has changed of the others. */
  add(registrations: readonly Registration[]): void;
  /** Removes all others; calls that are under way may end. */
  retain(registrations: readonly Registration[]): void;
  close(): void;
}

export interface RegisteredInstancesOptions {
  readonly registry: Registry;
  readonly connectors: Pick<ServiceConnectors, 'dispatcherOf'>;
  /** Lets go of the connections to an address, once what is under way on them has ended. */
  readonly retire: (place: ServicePlace) => void;
  readonly logger: Logger;
}

/** One that does not answer is asked this often, in milliseconds; its lease ends it if nobody else does. */
const STARTING_INTERVAL_MS = 1_000;

interface Watched {
  registration: Registration;
  /** As it told of itself last. */
  told: Instance | null;
  readonly stop: () => void;
}

export function createRegisteredInstances(options: RegisteredInstancesOptions): RegisteredInstances {
  const { registry, connectors, retire, logger } = options;
  const known = new Map<string, Watched>();

  function publish({ registration, told }: Watched): void {
    if (told) registry.update(asRegistered(told, registration));
  }

  function watch(registration: Registration): void {
    const { id, name: service, url } = registration;
    const watched: Watched = { registration, told: null, stop: () => stop() };
    const stop = watchInstance({
      instance: { id, service, url, source: 'REGISTERED' },
      registry: {
        update(told) {
          watched.told = told;
          publish(watched);
        },
      },
      logger,
      dispatcher: connectors.dispatcherOf(service),
      startingIntervalMs: STARTING_INTERVAL_MS,
    });
    known.set(id, watched);
  }

  function remove(id: string, { registration, stop }: Watched): void {
    stop();
    known.delete(id);
    registry.remove(id);
    // One name at one URL is one registration.
    retire({ service: registration.name, url: registration.url });
  }

  return {
    add(registrations) {
      for (const registration of registrations) {
        const watched = known.get(registration.id);
        if (!watched) watch(registration);
        else publish(Object.assign(watched, { registration }));
      }
    },
    retain(registrations) {
      const ids = new Set(registrations.map(({ id }) => id));
      for (const [id, watched] of known) if (!ids.has(id)) remove(id, watched);
    },
    close() {
      for (const { stop } of known.values()) stop();
      known.clear();
    },
  };
}

/** A service is believed how it is, and what models it has; what of a capability it implements was checked before. */
function asRegistered(told: Instance, { draining, offers }: Registration): Instance {
  const capabilities =
    told.capabilities &&
    new Map(
      [...told.capabilities]
        .filter(([name]) => Object.hasOwn(offers, name))
        .map(([name, offer]) => {
          const supports = offers[name] ?? null;
          return [name, { ...offer, supports: supports && new Set(supports) }];
        }),
    );
  return { ...told, capabilities, state: draining && told.state === 'READY' ? 'DRAINING' : told.state };
}
