import { sql } from 'kysely';

import type { CallOptions, Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Delivery, Webhook } from './webhook.js';

/** A message that this process is to send, and where. */
export type ClaimedDelivery = Delivery & {
  readonly url: Webhook['url'];
  readonly secrets: Webhook['secrets'];
};

export interface ClaimDeliveryOptions {
  /** How long nobody else takes it, in milliseconds: longer than an attempt. */
  readonly leaseMs: number;
  /** Webhooks that have enough under way already. */
  readonly except: readonly string[];
}

/**
 * Takes the message that is due for the longest time; null where there is none. It counts as an attempt: a process that
 * dies over it, and says nothing, has had one.
 */
export async function claimDelivery(
  store: Pick<Store, 'query'>,
  { leaseMs, except }: ClaimDeliveryOptions,
  options: CallOptions,
): Promise<ClaimedDelivery | null> {
  const statement = sql<ClaimedDelivery>`
    UPDATE sluice.webhook_deliveries AS delivery
    SET attempts = delivery.attempts + 1, next_at = now() + make_interval(secs => ${leaseMs / 1_000})
    FROM sluice.webhooks AS webhook
    WHERE webhook.id = delivery.webhook AND delivery.id = (
      SELECT due.id FROM sluice.webhook_deliveries AS due
      JOIN sluice.webhooks AS enabled ON enabled.id = due.webhook AND enabled.disabled IS NULL
      WHERE due.status = 'PENDING' AND due.next_at <= now() AND NOT (due.webhook = ANY(${[...except]}::uuid[]))
      ORDER BY due.next_at LIMIT 1 FOR UPDATE OF due SKIP LOCKED
    )
    RETURNING delivery.*, webhook.url, webhook.secrets`;
  const [claimed] = await store.query(statement.compile(tables), options);
  return claimed ?? null;
}
