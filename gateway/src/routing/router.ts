import { ServiceError } from '@sluice/schema';

import type { Registry } from './registry.js';
import type { ServiceFacts } from './service-facts.js';
import type { Target } from './target.js';

export interface RouterOptions {
  readonly registry: Registry;
  readonly factsOf: (service: string) => ServiceFacts;
}

/** Decides which instance answers a call. */
export interface Router {
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

export function createRouter({ registry, factsOf }: RouterOptions): Router {
  return {
    target(capability, mayUse) {
      const known = registry.instances();
      const priority = (service: string) => factsOf(service).priorityFor(capability);
      const offering = known
        .filter(({ capabilities }) => capabilities?.has(capability))
        .sort((one, other) => priority(one.service) - priority(other.service));
      const allowed = offering.filter(({ service }) => mayUse(service));
      if (offering.length > 0 && allowed.length === 0) throw forbidden(capability);
      for (const { id: instance, service, url, state } of allowed) {
        if (state === 'READY' && url !== null) {
          const { token, timeouts } = factsOf(service);
          return { instance, service, url, token, timeouts, model: null };
        }
      }
      throw unavailable(capability, offering.length > 0 || known.some(({ capabilities }) => capabilities === null));
    },
  };
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
