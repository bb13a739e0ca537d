import type { Logger } from '@sluice/telemetry';

import type { ServiceConfig } from '../config/config.js';
import type { ServiceState } from '../supervisor/service-state.js';
import type { InstanceState } from './instance.js';
import type { Registry } from './registry.js';
import type { ServiceConnectors } from './service-connectors.js';
import type { ServiceClient } from './service-client.js';
import { watchInstance } from './watch-instance.js';

export interface TrackServicesOptions {
  readonly services: readonly ServiceConfig[];
  /** Tells of the processes that the gateway supervises. */
  readonly supervisor: { subscribe(listener: (service: string, state: ServiceState) => void): () => void };
  readonly registry: Registry;
  readonly client: Pick<ServiceClient, 'forget'>;
  readonly connectors: Pick<ServiceConnectors, 'dispatcherOf'>;
  readonly logger: Logger;
}

/**
 * Keeps the registry true: where a supervised process listens, which changes with every start, and how services that
 * run elsewhere are.
 *
 * @returns what ends it
 */
export function trackServices(options: TrackServicesOptions): () => void {
  const { services, supervisor, registry, client, connectors, logger } = options;
  const watches = new Map<string, { readonly url: string; readonly stop: () => void }>();
  const watch = (service: string, url: string) => {
    if (watches.get(service)?.url === url) return;
    forget(service);
    const instance = { id: service, service, url, source: 'CONFIGURED' } as const;
    const dispatcher = connectors.dispatcherOf(service);
    watches.set(service, { url, stop: watchInstance({ instance, registry, logger, dispatcher }) });
  };
  const forget = (service: string) => {
    const known = watches.get(service);
    if (!known) return;
    known.stop();
    client.forget({ service, url: known.url });
    watches.delete(service);
  };
  const lose = (service: string, state: InstanceState) => {
    forget(service);
    const known = registry.instance(service);
    const capabilities = known?.capabilities ?? null;
    registry.update({ id: service, service, url: null, state, capabilities, source: 'CONFIGURED' });
  };
  const unsubscribe = supervisor.subscribe((service, state) => {
    if (state.status === 'loading' || state.status === 'ready') watch(service, state.url);
    else lose(service, state.status === 'starting' ? 'STARTING' : 'DOWN');
  });
  for (const service of services) if (service.kind === 'url') watch(service.name, service.url);
  return () => {
    unsubscribe();
    for (const service of watches.keys()) forget(service);
  };
}
