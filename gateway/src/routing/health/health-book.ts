import type { HealthClock } from './health-clock.js';
import { DEFAULT_HEALTH, type HealthSettings } from './health-settings.js';
import { createInstanceHealth, type HealthSnapshot, type InstanceHealth } from './instance-health.js';

export type HealthListener = (instanceId: string, snapshot: HealthSnapshot) => void;

/** What is known of the health of each instance. */
export interface HealthBook {
  /** The health of an instance, which begins as that of a well one. */
  of(instanceId: string): InstanceHealth;
  /** What is known of an instance; null where nothing is. To look is no use of it. */
  peek(instanceId: string): HealthSnapshot | null;
  /** An instance is gone, or was started anew: what was known is no longer true. */
  forget(instanceId: string): void;
  /**
   * Tells of every change of a breaker, and of every cool-down that begins. What only time changes is told when somebody
   * asks for it: an open breaker becomes a half-open one unseen.
   *
   * @returns what ends it
   */
  onChange(listener: HealthListener): () => void;
}

export interface HealthBookOptions {
  readonly clock: HealthClock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  /** @default `DEFAULT_HEALTH` */
  readonly settings?: HealthSettings;
}

export function createHealthBook({ clock, random, settings = DEFAULT_HEALTH }: HealthBookOptions): HealthBook {
  // In the order of their use: the first is the one that was asked for least lately.
  const entries = new Map<string, InstanceHealth>();
  const listeners = new Set<HealthListener>();
  const open = (instanceId: string) => {
    const health: InstanceHealth = createInstanceHealth({
      clock,
      random,
      settings,
      onChange: () => {
        // A request may end when its instance is forgotten already.
        if (entries.get(instanceId) !== health) return;
        for (const listener of listeners) listener(instanceId, health.snapshot());
      },
    });
    return health;
  };
  return {
    of(instanceId) {
      const health = entries.get(instanceId) ?? open(instanceId);
      entries.delete(instanceId);
      entries.set(instanceId, health);
      if (entries.size > settings.maxInstances) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      return health;
    },
    peek: (instanceId) => entries.get(instanceId)?.snapshot() ?? null,
    forget: (instanceId) => void entries.delete(instanceId),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
