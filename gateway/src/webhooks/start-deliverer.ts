import { setTimeout as pause } from 'node:timers/promises';

import type { Logger } from '@sluice/telemetry';

import type { WebhookSettings } from '../config/webhook-settings.js';
import type { Sealer } from '../executions/sealing/sealer.js';
import { createConnectionGuard } from '../network/connection-guard.js';
import type { HostResolver } from '../network/resolve-host.js';
import type { Store } from '../storage/store/store.js';
import { claimDelivery, type ClaimedDelivery } from './claim-delivery.js';
import { deliverMessage } from './deliver-message.js';
import { resealSecrets } from './reseal-secrets.js';
import { createWebhookAgent } from './send-message.js';
import type { Settled } from './settle-delivery.js';
import { sweepNowAndThen } from './sweep-deliveries.js';

export interface DelivererOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly settings: WebhookSettings;
  readonly logger: Logger;
  /** Told of every attempt. */
  readonly onAttempt: (settled: Settled) => void;
  readonly resolveHost?: HostResolver;
}

/** Sends messages to webhooks. */
export interface Deliverer {
  /** Takes no more, and gives back what is not sent yet. */
  close(): Promise<void>;
}

/** One webhook that hangs keeps no more than these from the others. */
const MAX_OF_ONE = 4;
/** Between an attempt's end and its word in the store. */
const GRACE_MS = 15_000;

/** Starts to send, a few at once; any number of processes may. */
export function startDeliverer(options: DelivererOptions): Deliverer {
  const { store, settings, logger, resolveHost } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const guard = createConnectionGuard({ allow: settings.allow, ...(resolveHost && { resolveHost }) });
  const dispatcher = createWebhookAgent(guard, settings.timeoutMs);
  const underWay = new Set<{ readonly webhook: string; readonly done: Promise<void> }>();
  const leaseMs = settings.timeoutMs + GRACE_MS;

  function begin(claimed: ClaimedDelivery): void {
    const entry = {
      webhook: claimed.webhook,
      // What is not settled is sent again when nobody has said anything for long enough.
      done: deliverMessage({ ...options, dispatcher }, claimed, signal)
        .catch((error: unknown) => logger.warn({ error }, 'A webhook message could not be settled; sent again.'))
        .finally(() => underWay.delete(entry)),
    };
    underWay.add(entry);
  }

  async function fill(): Promise<void> {
    while (underWay.size < settings.concurrency && !signal.aborted) {
      const claimed = await claimDelivery(store, { leaseMs, except: busyOf([...underWay]) }, { signal });
      if (!claimed) return;
      begin(claimed);
    }
  }

  async function loop(): Promise<void> {
    const sweepIfDue = sweepNowAndThen(store, settings, signal);
    while (!signal.aborted) {
      await fill()
        .then(sweepIfDue)
        .catch((error: unknown) => {
          if (!signal.aborted) logger.warn({ error }, 'Webhook messages could not be taken; tried again.');
        });
      const freed = [...underWay].map(({ done }) => done);
      await untilNextLook(freed, { isFull: underWay.size >= settings.concurrency, pollMs: settings.pollMs, signal });
    }
  }

  const looping = resealSecrets(store, options.sealer, signal)
    .catch((error: unknown) => logger.warn({ error }, 'Secrets of webhooks could not be sealed anew.'))
    .then(loop);
  return {
    async close() {
      closing.abort();
      await looping;
      await Promise.all([...underWay].map(({ done }) => done));
      await dispatcher.destroy();
    },
  };
}

/** An end makes room, for the same webhook too; where there is room, others may have messages in a while. */
async function untilNextLook(
  freed: readonly Promise<void>[],
  { isFull, pollMs, signal }: { readonly isFull: boolean; readonly pollMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const looked = new AbortController();
  const rest = isFull ? [] : [pause(pollMs, undefined, { signal: AbortSignal.any([signal, looked.signal]) })];
  await Promise.race([...freed, ...rest]).catch(() => {});
  looked.abort();
  await Promise.allSettled(rest);
}

/** Webhooks that have as many under way as one may have. */
function busyOf(underWay: readonly { readonly webhook: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { webhook } of underWay) counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= MAX_OF_ONE).map(([webhook]) => webhook);
}
