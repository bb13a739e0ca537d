import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@sluice/telemetry';
import { type GatewayClient, GatewayError } from './gateway-client.js';

export interface KeepRegisteredOptions {
  readonly gateway: GatewayClient;
  /** The service's name at the gateway, and where it is reached. */
  readonly name: string;
  readonly url: string;
  readonly leaseSeconds: number;
  readonly logger: Logger;
  /** Pauses after failures, in milliseconds: they double from the first to the longest. @default 500, 30,000 */
  readonly pauses?: { readonly firstMs: number; readonly longestMs: number };
  /** From 0 to 1, for the jitter. @default Math.random */
  readonly random?: () => number;
}

/** A service's place at a gateway. Neither method throws: the lease ends what they cannot. */
export interface KeptRegistration {
  /** The gateway is to send nothing new; what it has sent may end. */
  drain(): Promise<void>;
  deregister(): Promise<void>;
}

const PAUSES = { firstMs: 500, longestMs: 30_000 };
/** How long a process that ends waits for a request to the gateway that is under way, in milliseconds. */
const LEAVE_MS = 2_000;

/**
 * Registers a service and renews its lease, for as long as it runs: through outages of the gateway, which disturb no
 * call, and anew where the gateway knows nothing of it any more.
 */
export function keepRegistered(options: KeepRegisteredOptions): KeptRegistration {
  const { gateway, logger } = options;
  const leaving = new AbortController();
  const held: Held = { id: null, failures: 0, lastCode: null };
  const running = run(options, held, leaving.signal);
  const leave = async (word: (id: string) => Promise<void>) => {
    leaving.abort();
    await Promise.race([running, sleep(LEAVE_MS, undefined, { ref: false })]);
    // A gateway that is away is not waited for: the service ends, and so does its lease.
    if (held.id === null || held.failures > 0) return;
    await word(held.id).catch((error: unknown) => {
      logger.warn({ code: codeOf(error) }, 'The gateway was not told that the service ends; the lease will.');
    });
  };
  return { drain: () => leave(gateway.drain), deregister: () => leave(gateway.deregister) };
}

/** What is known of the registration. */
interface Held {
  id: string | null;
  failures: number;
  /** Of the last failure, so that an outage is one line. */
  lastCode: string | null;
}

async function run(options: KeepRegisteredOptions, held: Held, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const pauseMs = await renew(options, held);
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** @returns how long to wait now, in milliseconds */
async function renew(options: KeepRegisteredOptions, held: Held): Promise<number> {
  const { gateway, logger, name, url, leaseSeconds } = options;
  try {
    const isNew = held.id === null;
    const lease = await (held.id === null ? gateway.register({ name, url, leaseSeconds }) : gateway.renew(held.id));
    if (isNew || held.failures > 0) logger.info({ service: name, listenUrl: url }, 'Registered at the gateway.');
    Object.assign(held, { id: lease.id, failures: 0, lastCode: null });
    return lease.heartbeatSeconds * 1_000;
  } catch (error) {
    const code = codeOf(error);
    // Its lease has ended, or its store is another one.
    if (code === 'NOT_FOUND') held.id = null;
    else if (code !== held.lastCode) {
      // The gateway's own words to its caller; they hold nothing of what callers wrote.
      const reason = error instanceof GatewayError ? error.message : 'unknown';
      logger.warn(
        { service: name, code, reason },
        'The service is not registered at the gateway; it will be tried again.',
      );
    }
    Object.assign(held, { failures: held.failures + 1, lastCode: code });
    return pauseAfter(held.failures, options);
  }
}

/**
 * Jitter over the upper half of a doubling pause: many that lost one gateway do not come back at once. It is never longer
 * than that between two heartbeats, of which a lease has three.
 */
function pauseAfter(failures: number, { leaseSeconds, pauses = PAUSES, random = Math.random }: KeepRegisteredOptions) {
  const longestMs = Math.min(pauses.longestMs, (leaseSeconds * 1_000) / 3);
  const pause = Math.min(longestMs, pauses.firstMs * 2 ** Math.min(failures - 1, 20));
  return pause * (0.5 + random() / 2);
}

const codeOf = (error: unknown): string => (error instanceof GatewayError ? error.code : 'UNKNOWN');
