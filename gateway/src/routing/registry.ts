import { ServiceError } from '@sluice/schema';

import type { ServiceConfig } from '../config/config.js';

/** Whether an instance may be sent calls. */
export type InstanceState = 'STARTING' | 'READY' | 'DOWN';

/** A running copy of a service. */
export interface Instance {
  readonly service: string;
  /** The address below which `/graphql` stands; null while it has none. */
  readonly url: string | null;
  readonly state: InstanceState;
  /** The capabilities that it implements, each with its models; null until it has told them. */
  readonly capabilities: ReadonlyMap<string, readonly string[]> | null;
}

/** Where a call may be sent. */
export interface Target {
  readonly service: string;
  readonly url: string;
  /** The gateway's proof towards this service; null where it asks for none. */
  readonly token: string | null;
  /** In milliseconds. */
  readonly timeouts: ServiceConfig['timeouts'];
}

/**
 * The instances that the gateway knows, and which of them answers a capability.
 *
 * For now a capability has one target: of the ready services that implement it, the one with the smallest priority
 * number, and of equals the first in the configuration. This is the seam for routes, weights and fallback.
 */
export interface Registry {
  /** Adds or replaces the instance of a service. */
  update(instance: Instance): void;
  instances(): readonly Instance[];
  /**
   * Tells of every instance whose state or capabilities have changed.
   *
   * @returns what ends it
   */
  subscribe(listener: (instance: Instance) => void): () => void;
  /**
   * The target of a capability.
   *
   * @param mayUse whether the caller's calls may go to a service
   * @throws ServiceError `FORBIDDEN` where they may go to none that implements it,
   * `SERVICE_UNAVAILABLE` where an implementing service is not ready, `UNSUPPORTED_CAPABILITY`
   * where none implements it.
   */
  target(capability: string, mayUse: (service: string) => boolean): Target;
}

/** How long a caller should wait before it asks again for a service that is being restarted, in milliseconds. */
const RESTART_HINT_MS = 2_000;

const DEFAULT_PRIORITY = 100;

/**
 * A registry of the configured services; none is ready yet.
 *
 * @param tokens what each service demands of its callers, by name
 */
export function createRegistry(services: readonly ServiceConfig[], tokens: ReadonlyMap<string, string>): Registry {
  const configs = new Map(services.map((config) => [config.name, config]));
  const instances = new Map<string, Instance>(
    services.map(({ name }) => [name, { service: name, url: null, state: 'STARTING', capabilities: null }]),
  );
  const listeners = new Set<(instance: Instance) => void>();
  const priority = (service: string, capability: string) =>
    configs.get(service)?.capabilities[capability]?.priority ?? DEFAULT_PRIORITY;
  return {
    update(instance) {
      const known = instances.get(instance.service);
      instances.set(instance.service, instance);
      if (known && isSame(known, instance)) return;
      for (const listener of listeners) listener(instance);
    },
    instances: () => [...instances.values()],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    target(capability, mayUse) {
      const known = [...instances.values()];
      const offering = known
        .filter(({ capabilities }) => capabilities?.has(capability))
        .sort((one, other) => priority(one.service, capability) - priority(other.service, capability));
      const allowed = offering.filter(({ service }) => mayUse(service));
      if (offering.length > 0 && allowed.length === 0) throw forbidden(capability);
      for (const { service, url, state } of allowed) {
        const config = configs.get(service);
        if (state === 'READY' && url !== null && config) {
          return { service, url, token: tokens.get(service) ?? null, timeouts: config.timeouts };
        }
      }
      throw unavailable(capability, offering.length > 0 || known.some(({ capabilities }) => capabilities === null));
    },
  };
}

/** Whether two words on an instance say the same to whoever watches; its address is nobody's business. */
function isSame(one: Instance, other: Instance): boolean {
  const offered = ({ capabilities }: Instance) => JSON.stringify([...(capabilities ?? [])]);
  return one.state === other.state && offered(one) === offered(other);
}

function forbidden(capability: string): ServiceError {
  return new ServiceError('FORBIDDEN', `You may use no service that offers ${capability}.`, {
    rule: 'access.services',
  });
}

function unavailable(capability: string, expected: boolean): ServiceError {
  return expected
    ? new ServiceError('SERVICE_UNAVAILABLE', `No healthy service offers ${capability} at the moment.`, {
        retryAfterMs: RESTART_HINT_MS,
      })
    : new ServiceError('UNSUPPORTED_CAPABILITY', `No service of this gateway offers ${capability}.`);
}
