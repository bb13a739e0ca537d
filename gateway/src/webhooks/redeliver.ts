import { ServiceError } from '@sluice/schema';

import type { Actor } from '../accounts/actor.js';
import type { CallOptions, Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { notFound } from './change-webhook.js';
import { type Delivery, TEST_TYPE, type Webhook } from './webhook.js';
import { readDelivery, readWebhook } from './webhook-rows.js';

/** Has a message sent that tells of nothing. @throws ServiceError `NOT_FOUND`, `BAD_USER_INPUT` where it is disabled */
export async function testWebhook(
  store: Store,
  { tenant }: Actor,
  id: string,
  options: CallOptions,
): Promise<Delivery> {
  const webhook = await readWebhook(store, tenant, id, options);
  if (!webhook) throw notFound('webhook');
  requireEnabled(webhook);
  const values = { webhook: id, tenant, execution: null, event_type: TEST_TYPE, data: '{}' };
  const [delivery] = await store.query(
    tables.insertInto('sluice.webhook_deliveries').values(values).returningAll(),
    options,
  );
  return delivery!;
}

/**
 * Has a message that has ended sent again, under its id, with all its attempts; one that has not is left as it is.
 *
 * @throws ServiceError `NOT_FOUND`, `BAD_USER_INPUT` where its webhook is disabled
 */
export function redeliver(store: Store, { tenant }: Actor, id: string, options: CallOptions): Promise<Delivery> {
  return store.transaction(async (transaction) => {
    const delivery = await readDelivery(transaction, tenant, id);
    const webhook = delivery && (await readWebhook(transaction, tenant, delivery.webhook));
    if (!webhook) throw notFound('message');
    requireEnabled(webhook);
    const again = { status: 'PENDING', attempts: 0, next_at: new Date(), ended_at: null, failure: null };
    const statement = tables
      .updateTable('sluice.webhook_deliveries')
      .set({ ...again, http_status: null })
      .where('id', '=', delivery.id)
      .where('status', '<>', 'PENDING')
      .returningAll();
    return (await transaction.query(statement))[0] ?? delivery;
  }, options);
}

function requireEnabled({ disabled }: Webhook): void {
  if (disabled === null) return;
  const message = 'input.id: its webhook is disabled: enable it first.';
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['input', 'id'] });
}
