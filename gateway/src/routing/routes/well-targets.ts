import type { HealthBook } from '../health/health-book.js';
import type { Instance } from '../instance.js';
import type { Route } from './route.js';

/**
 * How many targets of a route would be sent calls now: they have an instance that is ready, offers it, and is well. One
 * that limits somebody's rate is well.
 */
export function countWellTargets(
  { capability, targets }: Route,
  instances: readonly Instance[],
  health: Pick<HealthBook, 'peek'>,
): number {
  const isWell = ({ id, state }: Instance) => {
    const known = health.peek(id);
    return state === 'READY' && (known === null || known.breaker === 'CLOSED');
  };
  return targets.filter(({ service, model }) =>
    instances.some((instance) => {
      const models = instance.service === service ? instance.capabilities?.get(capability)?.models : undefined;
      return models && (model === null || models.length === 0 || models.includes(model)) && isWell(instance);
    }),
  ).length;
}
