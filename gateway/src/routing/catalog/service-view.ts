import type { Service, ServiceHealth, ServiceInstance } from '@sluice/schema/resolvers';

import type { HealthBook } from '../health/health-book.js';
import type { Instance } from '../instance.js';

/** What a view of a service is made of. */
export interface ServiceViewOptions {
  readonly health: Pick<HealthBook, 'peek'>;
  /** The time of day at a time of the clock of health. */
  readonly dateAt: (ms: number) => Date;
}

/** The names of the services of some instances, each once, in their order. */
export function serviceNames(instances: readonly Instance[]): readonly string[] {
  return [...new Set(instances.map(({ service }) => service))];
}

/** A service as the graph tells it. */
export function viewService(name: string, all: readonly Instance[], options: ServiceViewOptions): Service {
  const instances = all.filter(({ service }) => service === name);
  return {
    name,
    health: bestHealth(instances),
    instances: instances.map((instance) => viewInstance(instance, options)),
    capabilities: offeredBy(instances),
  };
}

/** From the best to the worst. */
const ORDER: readonly ServiceHealth[] = ['READY', 'STARTING', 'DRAINING', 'DOWN'];

/** How well those are served whom any of the instances may serve. */
export function bestHealth(instances: readonly Instance[]): ServiceHealth {
  return ORDER.find((health) => instances.some(({ state }) => state === health)) ?? 'DOWN';
}

/** What instances offer together: they may be of different versions for a while. */
function offeredBy(instances: readonly Instance[]): Service['capabilities'] {
  const models = new Map<string, Set<string>>();
  for (const { capabilities } of instances) {
    for (const [name, offer] of capabilities ?? []) {
      models.set(name, new Set([...(models.get(name) ?? []), ...offer.models]));
    }
  }
  return [...models].map(([name, offered]) => ({ name, models: [...offered] }));
}

function viewInstance({ id, source, state }: Instance, { health, dateAt }: ServiceViewOptions): ServiceInstance {
  const known = health.peek(id);
  const dateOf = (ms: number | null | undefined) => (typeof ms === 'number' ? dateAt(ms).toISOString() : null);
  return {
    id,
    source,
    health: state,
    breaker: known?.breaker ?? 'CLOSED',
    openUntil: dateOf(known?.openUntil),
    coolDownUntil: dateOf(known?.coolDownUntil),
    inFlight: known?.inFlight ?? 0,
    latency: {
      average: known?.ewma ?? null,
      p50: known?.p50 ?? null,
      p95: known?.p95 ?? null,
      p99: known?.p99 ?? null,
    },
    successes: known?.successes ?? 0,
    failures: known?.failures ?? 0,
    lastError: known?.lastError ? { code: known.lastError.code, at: dateAt(known.lastError.at).toISOString() } : null,
  };
}
