import { setTimeout as sleep } from 'node:timers/promises';

import type { ServiceHealth } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { Dispatcher } from 'undici';

import type { Instance, InstanceState } from './instance.js';
import type { Registry } from './registry.js';
import { fetchHealth } from './service-health.js';

export interface WatchOptions {
  /** What is known of it beside its health. */
  readonly instance: Pick<Instance, 'id' | 'service' | 'source'> & { readonly url: string };
  readonly registry: Pick<Registry, 'update'>;
  readonly logger: Logger;
  /** How it is reached. @default as any URL */
  readonly dispatcher?: Dispatcher;
  /** Pause between two questions while the service is ready. @default 5,000 */
  readonly intervalMs?: number;
  /** Pause between two questions while it is not. @default 250 */
  readonly startingIntervalMs?: number;
  /** Longest time for one answer. @default 2,000 */
  readonly timeoutMs?: number;
  /** How long one that has never answered is held to be starting: then it is down, and nobody waits for it. @default 10,000 */
  readonly graceMs?: number;
}

/**
 * Keeps the registry's word of an instance true by asking it: until it is ready often, then now and then.
 *
 * @returns what ends the watch
 */
export function watchInstance(options: WatchOptions): () => void {
  const controller = new AbortController();
  void watch(options, controller.signal);
  return () => controller.abort();
}

async function watch(options: WatchOptions, signal: AbortSignal): Promise<void> {
  const {
    instance,
    registry,
    logger,
    dispatcher,
    intervalMs = 5_000,
    startingIntervalMs = 250,
    timeoutMs = 2_000,
    graceMs = 10_000,
  } = options;
  const { service, url } = instance;
  const until = performance.now() + graceMs;
  let last: Instance = { ...instance, state: 'STARTING', capabilities: null };
  while (!signal.aborted) {
    const health = await fetchHealth(url, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), dispatcher).catch(
      () => null,
    );
    if (signal.aborted) return;
    const state = stateOf(health, performance.now() < until ? last.state : 'DOWN');
    if (state !== last.state) logger.info({ service, reason: state }, 'A service has changed.');
    last = { ...instance, state, capabilities: health ? capabilitiesOf(health) : last.capabilities };
    registry.update(last);
    await sleep(state === 'READY' ? intervalMs : startingIntervalMs, undefined, { signal }).catch(() => {});
  }
}

function stateOf(health: ServiceHealth | null, last: InstanceState): InstanceState {
  switch (health?.status) {
    case 'ready':
      return 'READY';
    case 'loading':
      return 'STARTING';
    case 'draining':
      return 'DRAINING';
    case 'failed':
      return 'DOWN';
    case undefined:
      return last === 'STARTING' ? 'STARTING' : 'DOWN';
  }
}

function capabilitiesOf({ capabilities }: ServiceHealth): Instance['capabilities'] {
  return new Map(
    Object.entries(capabilities).map(([name, { models, details = {} }]) => [
      name,
      { models, details: new Map(Object.entries(details)), supports: null },
    ]),
  );
}
