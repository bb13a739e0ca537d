import { Pool } from 'undici';

import type { Target } from './target.js';
import type { ServiceConnectors } from './service-connectors.js';

/** Where connections go, and as whose: two services at one URL may be shown different certificates. */
export type ServicePlace = Pick<Target, 'service' | 'url'>;

/** A pool of connections an instance. */
export interface ServicePools {
  of(target: Pick<Target, 'service' | 'url' | 'timeouts'>): Pool;
  /** Ends the connections to an instance that is gone. */
  forget(place: ServicePlace): void;
  /** Ends them once what is under way has ended. */
  retire(place: ServicePlace): void;
  close(): Promise<void>;
}

export interface ServicePoolsOptions {
  /** How connections come about. @default in the clear, or by TLS with the system's authorities */
  readonly connectors?: Pick<ServiceConnectors, 'of'> | undefined;
  /** Connections to one instance. @default any number */
  readonly connections?: number;
  /**
   * The age at which a connection takes no more requests, in milliseconds; what is under way on it ends as it would.
   * @default 300_000
   */
  readonly maxAgeMs?: number | undefined;
}

/** The path of a request to a service, whose own URL may have one: it may stand behind an ingress that tells services by paths. */
export function pathAt({ url }: Pick<Target, 'url'>, path: `/${string}`): string {
  const { pathname } = new URL(url);
  return pathname === '/' ? path : `${pathname}${path}`;
}

/** A pool, and when another one takes its place, in milliseconds of `performance.now()`. */
interface AgingPool {
  readonly pool: Pool;
  readonly until: number;
}

/**
 * Each service has pools of its own, also where another one is at its URL: no connection serves two identities. A pool
 * that is old takes no more requests, and another one begins: undici's own age of a connection (`clientTtl` of 7.30)
 * leaves requests waiting for ever where all connections of a bounded pool are old at once.
 */
export function createServicePools(options: ServicePoolsOptions): ServicePools {
  const { connectors, connections, maxAgeMs = 300_000 } = options;
  const pools = new Map<string, AgingPool>();
  const keyOf = ({ service, url }: ServicePlace) => `${service} ${url}`;
  /** Those that are old and have requests under way. */
  const ending = new Set<Pool>();
  const take = (place: ServicePlace) => {
    const known = pools.get(keyOf(place));
    pools.delete(keyOf(place));
    return known?.pool;
  };
  const retire = (place: ServicePlace) => {
    const pool = take(place);
    if (!pool) return;
    ending.add(pool);
    void pool.close().finally(() => ending.delete(pool));
  };
  const begin = ({ service, url, timeouts: { connectMs } }: Parameters<ServicePools['of']>[0]) => {
    const connect = connectors?.of(service, connectMs) ?? { timeout: connectMs };
    return new Pool(new URL(url).origin, { connect, ...(connections !== undefined && { connections }) });
  };
  return {
    of(target) {
      const known = pools.get(keyOf(target));
      if (known && performance.now() < known.until) return known.pool;
      retire(target);
      const pool = begin(target);
      // Gateways that began together do not all connect anew together.
      pools.set(keyOf(target), { pool, until: performance.now() + maxAgeMs * (0.75 + Math.random() / 4) });
      return pool;
    },
    forget: (place) => void take(place)?.destroy(),
    retire,
    async close() {
      const all = [...ending, ...[...pools.values()].map(({ pool }) => pool)];
      await Promise.all(all.map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}
