import { Resolver } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';

import type { Logger } from '@sluice/telemetry';

import type { DiscoveredService } from '../../config/config.js';
import type { Registry } from '../registry.js';
import type { ServiceConnectors } from '../service-connectors.js';
import type { ServicePlace } from '../service-pools.js';
import { watchInstance } from '../watch-instance.js';
import { findOrigins, type NameServer } from './find-addresses.js';

export interface DiscoverOptions {
  readonly services: readonly DiscoveredService[];
  readonly registry: Registry;
  readonly connectors: Pick<ServiceConnectors, 'dispatcherOf'>;
  /** Lets go of the connections to an address, once what is under way on them has ended. */
  readonly retire: (place: ServicePlace) => void;
  readonly logger: Logger;
  /** @default those of the machine, which are asked twice, for two seconds each */
  readonly nameServer?: NameServer;
}

/**
 * Keeps the registry true to what DNS tells: an instance for each address, watched, and removed when it is told of no
 * more. A question that fails changes nothing: what was answered last stands.
 *
 * @returns what ends it
 */
export function discoverInstances(options: DiscoverOptions): () => void {
  const stop = new AbortController();
  for (const service of options.services) void follow(service, options, stop.signal);
  return () => stop.abort();
}

async function follow(service: DiscoveredService, options: DiscoverOptions, signal: AbortSignal): Promise<void> {
  const { nameServer = new Resolver({ timeout: 2_000, tries: 2 }), logger } = options;
  const watches = new Map<string, () => void>();
  signal.addEventListener('abort', () => watches.forEach((end) => end()), { once: true });
  while (!signal.aborted) {
    const origins = await findOrigins(service.discover, nameServer).catch((error: unknown) => {
      logger.warn({ service: service.name, error }, 'DNS did not tell of a service; what it told last stands.');
      return null;
    });
    if (signal.aborted) return;
    if (origins) takeOver(service.name, { origins, watches }, options);
    await pause(service.discover.intervalMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

interface Told {
  readonly origins: readonly string[];
  readonly watches: Map<string, () => void>;
}

function takeOver(service: string, { origins, watches }: Told, options: DiscoverOptions): void {
  const { registry, connectors, retire, logger } = options;
  const idOf = (url: string) => `${service}@${new URL(url).host}`;
  for (const url of origins.filter((origin) => !watches.has(origin))) {
    const instance = { id: idOf(url), service, url, source: 'DNS' } as const;
    const dispatcher = connectors.dispatcherOf(service);
    watches.set(url, watchInstance({ instance, registry, logger, dispatcher, startingIntervalMs: 1_000 }));
  }
  for (const [url, end] of watches) {
    if (origins.includes(url)) continue;
    end();
    watches.delete(url);
    registry.remove(idOf(url));
    retire({ service, url });
  }
}
