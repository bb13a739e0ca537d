import type { HealthBook } from '../health/health-book.js';
import type { Registry } from '../registry.js';
import type { CompiledRoutes } from './find-route.js';
import type { Route } from './route.js';
import { countWellTargets } from './well-targets.js';

/** With fewer targets that are well, the next failure of one would be seen by callers. */
export const NEEDED_TARGETS = 2;

/** A route of `critical: true`, as it stands now. */
export interface CriticalRoute extends Pick<Route, 'index' | 'capability' | 'model'> {
  /** Targets that would be sent calls now. */
  readonly wellTargets: number;
}

/** Looks how the critical routes are, in the order of the configuration, whenever it is asked. */
export function watchCriticalRoutes(
  routes: CompiledRoutes,
  { registry, health }: { readonly registry: Pick<Registry, 'instances'>; readonly health: Pick<HealthBook, 'peek'> },
): () => readonly CriticalRoute[] {
  const critical = [...routes.values()]
    .flat()
    .map(({ route }) => route)
    .filter((route) => route.critical)
    .sort((one, other) => one.index - other.index);
  return () =>
    critical.map((route) => {
      const { index, capability, model } = route;
      return { index, capability, model, wellTargets: countWellTargets(route, registry.instances(), health) };
    });
}
