import type { ServiceConfig } from '../config/config.js';
import { serviceTimeouts } from '../config/timeout-settings.js';

/** How long calls of a service may take, in milliseconds. */
export type CallTimeouts = ServiceConfig['timeouts'];

/** What the configuration says of a service, whoever its instances are. */
export interface ServiceFacts {
  /** The gateway's proof towards the service; null where it asks for none. */
  readonly token: string | null;
  readonly timeouts: CallTimeouts;
  /** The smaller number is asked first. */
  priorityFor(capability: string): number;
}

const DEFAULT_PRIORITY = 100;

/**
 * What is known of each service by its name; one that the configuration does not name has the defaults.
 *
 * @param tokens what each service demands of its callers, by name
 */
export function createServiceFacts(
  services: readonly ServiceConfig[],
  tokens: ReadonlyMap<string, string>,
): (service: string) => ServiceFacts {
  const defaults = serviceTimeouts.parse({});
  const configs = new Map(services.map((config) => [config.name, config]));
  return (service) => {
    const config = configs.get(service);
    return {
      token: tokens.get(service) ?? null,
      timeouts: config?.timeouts ?? defaults,
      priorityFor: (capability) => config?.capabilities[capability]?.priority ?? DEFAULT_PRIORITY,
    };
  };
}
