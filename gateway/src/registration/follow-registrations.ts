import type { Logger } from '@sluice/telemetry';

import type { Bus } from '../storage/bus/bus.js';
import type { Store } from '../storage/store/store.js';
import { createTurns } from '../storage/turns.js';
import { readRegistrations, type StoredRegistrations } from './registration-rows.js';

/** What all gateways have registered, as this one knows it. */
export interface RegistrationFollower {
  /** What was read last. */
  current(): StoredRegistrations;
  /** Reads what there is, and resolves when this gateway goes by it. @throws what the store throws */
  refresh(): Promise<void>;
  /** Tells the other gateways that something has changed. */
  announce(): Promise<void>;
  close(): Promise<void>;
}

export interface FollowRegistrationsOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly logger: Logger;
  /** Makes this gateway go by what stands in the store. Must not throw. */
  readonly apply: (stored: StoredRegistrations) => Promise<void>;
  /** Removes leases that have ended. */
  readonly sweep: () => Promise<void>;
  /** How often the store is asked where others may change it, in milliseconds. @default 1_000 */
  readonly pollMs?: number;
}

/** The topic on which gateways tell each other that something has changed. */
const TOPIC = 'registration.changes';
/** How long a statement may take, in milliseconds. */
const ASK_MS = 5_000;
/** How long after the end of a lease the store is asked again, in milliseconds. */
const AFTER_END_MS = 20;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Follows registrations: what the bus tells is read at once, and the store is asked again and again, since the bus may
 * lose a message. The embedded store has no other gateway: it is asked when the next lease ends.
 *
 * @throws what the store throws when it is read for the first time
 */
export async function followRegistrations(options: FollowRegistrationsOptions): Promise<RegistrationFollower> {
  const { store, bus, logger, apply, sweep, pollMs = 1_000 } = options;
  const stop = new AbortController();
  const inTurn = createTurns();
  let current: StoredRegistrations = { generation: -1, registrations: [], contracts: [], now: new Date(0) };
  let timer: NodeJS.Timeout | undefined;

  const refresh = () =>
    inTurn(async () => {
      if (stop.signal.aborted) return;
      clearTimeout(timer);
      try {
        const read = await readRegistrations(store, { signal: stop.signal, timeoutMs: ASK_MS });
        const ended = hasEnded(current, read);
        current = read;
        await apply(read);
        if (ended) await sweep();
      } finally {
        if (!stop.signal.aborted) timer = setTimeout(inBackground, waitFor(current, store.kind, pollMs)).unref();
      }
    });
  const inBackground = () =>
    void refresh().catch((error: unknown) => {
      if (!stop.signal.aborted) logger.warn({ error }, 'Registrations could not be read; tried again.');
    });

  const unsubscribe = await bus.subscribe(TOPIC, { onMessage: inBackground, onGap: inBackground });
  await refresh();
  return {
    current: () => current,
    refresh,
    announce: () =>
      bus.publish(TOPIC, {}).catch((error: unknown) => logger.warn({ error }, 'A registration was not announced.')),
    async close() {
      stop.abort();
      clearTimeout(timer);
      await unsubscribe();
      await inTurn(async () => {});
    },
  };
}

/** Whether the lease of one that was known has passed without anybody having ended it. */
function hasEnded(before: StoredRegistrations, read: StoredRegistrations): boolean {
  const ids = new Set(read.registrations.map(({ id }) => id));
  return before.registrations.some(({ id }) => !ids.has(id)) && read.generation === before.generation;
}

function waitFor({ registrations, now }: StoredRegistrations, kind: Store['kind'], pollMs: number): number {
  if (kind === 'postgres') return pollMs;
  const ends = registrations.map(({ leaseEndsAt }) => leaseEndsAt.getTime() - now.getTime() + AFTER_END_MS);
  return Math.max(AFTER_END_MS, Math.min(LONGEST_WAIT_MS, ...ends));
}
