import { setTimeout as sleep } from 'node:timers/promises';

import type { Registry } from '../routing/registry.js';

/** Whether the gateway takes requests: `STARTING` while services load for the first time, `DRAINING` from the stop on. */
export type GatewayPhase = 'STARTING' | 'SERVING' | 'DRAINING';

/** The phase of a gateway, and its changes. */
export interface PhaseTracker {
  current(): GatewayPhase;
  /** Resolves once the phase is `SERVING`; rejects when the signal aborts. */
  serving(signal: AbortSignal): Promise<void>;
  drain(): void;
}

const POLL_MS = 50;

/**
 * A gateway serves from the moment that no service is still starting and one at least is ready; then it stays in
 * service while single services come and go.
 */
export function createPhase(registry: Registry): PhaseTracker {
  let phase: GatewayPhase = 'STARTING';
  const current = () => {
    const known = registry.instances();
    const isReady = known.some(({ state }) => state === 'READY');
    // What registers or is found later is nothing that a start waits for.
    const isStarting = known.some(({ state, source }) => state === 'STARTING' && source === 'CONFIGURED');
    if (phase === 'STARTING' && isReady && !isStarting) phase = 'SERVING';
    return phase;
  };
  return {
    current,
    async serving(signal) {
      while (current() === 'STARTING') await sleep(POLL_MS, undefined, { signal });
    },
    drain: () => void (phase = 'DRAINING'),
  };
}
