import { setTimeout as sleep } from 'node:timers/promises';

import type { ServiceConfig } from '../config/config.js';
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
 * service while single services come and go. Where all of them register themselves it does not wait for one: a gateway
 * that takes no requests is one at which none can.
 */
export function createPhase(registry: Registry, services: readonly Pick<ServiceConfig, 'kind'>[]): PhaseTracker {
  const waitsForOne = services.some(({ kind }) => kind !== 'registered');
  let phase: GatewayPhase = 'STARTING';
  const current = () => {
    const known = registry.instances();
    const isReady = !waitsForOne || known.some(({ state }) => state === 'READY');
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
