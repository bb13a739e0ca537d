import type { Logger } from '@sluice/telemetry';
import type { Dispatcher } from 'undici';

import type { WebhookSettings } from '../config/webhook-settings.js';
import type { Sealer } from '../executions/sealing/sealer.js';
import type { Store } from '../storage/store/store.js';
import type { ClaimedDelivery } from './claim-delivery.js';
import { type Outcome, sendMessage } from './send-message.js';
import { releaseDelivery, settleDelivery, type Settled } from './settle-delivery.js';
import { openSecrets, signMessage } from './webhook-secrets.js';

export interface DeliverOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly settings: WebhookSettings;
  readonly logger: Logger;
  readonly dispatcher: Dispatcher;
  readonly onAttempt: (settled: Settled) => void;
}

/** Attempts more than there are pauses that nobody may have been told of: those of processes that died over them. */
const UNSETTLED = 5;

/** Sends a message once, and writes what came of it; gives it back when the signal aborts. */
export async function deliverMessage(
  options: DeliverOptions,
  claimed: ClaimedDelivery,
  signal: AbortSignal,
): Promise<void> {
  const { store, settings, onAttempt } = options;
  try {
    onAttempt(await settleDelivery({ store, settings }, claimed, await attempt(options, claimed, signal)));
  } catch (error) {
    if (!signal.aborted) throw error;
    await releaseDelivery(store, claimed);
  }
}

async function attempt(
  { sealer, settings, logger, dispatcher }: DeliverOptions,
  claimed: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const { id, webhook, attempts, event_type: type, created_at: at, data, url, secrets } = claimed;
  if (attempts > settings.retryDelaysSeconds.length + UNSETTLED) return failed('UNREACHABLE');
  const now = Date.now();
  const message = { id, body: JSON.stringify({ type, timestamp: at.toISOString(), data }) };
  let headers: Readonly<Record<string, string>>;
  try {
    headers = signMessage(message, openSecrets(sealer, { id: webhook, secrets }, now), now);
  } catch (error) {
    logger.error({ error }, `The secret of the webhook ${webhook} cannot be read: rotate it.`);
    return failed('SECRET_LOST');
  }
  return sendMessage(message, { dispatcher, url, headers, signal, timeoutMs: settings.timeoutMs });
}

const failed = (failure: 'UNREACHABLE' | 'SECRET_LOST'): Outcome => ({
  kind: 'failed',
  failure,
  httpStatus: null,
  retryAfterMs: 0,
});
