import { type BreakerSettings, DEFAULT_BREAKER } from './breaker.js';
import { type CoolDownSettings, DEFAULT_COOL_DOWN } from './cool-down.js';
import { DEFAULT_LATENCY, type LatencySettings } from './latency.js';

/** By what the health of instances is judged. */
export interface HealthSettings {
  readonly breaker: BreakerSettings;
  readonly coolDown: CoolDownSettings;
  readonly latency: LatencySettings;
  /** Of how many instances health is remembered; the one that was asked least lately is forgotten. @default 1,000 */
  readonly maxInstances: number;
}

export const DEFAULT_HEALTH: HealthSettings = {
  breaker: DEFAULT_BREAKER,
  coolDown: DEFAULT_COOL_DOWN,
  latency: DEFAULT_LATENCY,
  maxInstances: 1_000,
};
