import type { WebhookEvent } from '@sluice/schema/resolvers';

import { writeDateTime } from '../../accounts/graph/date-time.js';
import type { Delivery, DeliveryFailure, DeliveryStatus, DisabledReason, EventType, Webhook } from '../webhook.js';

const toMoment = (moment: Date | null) => moment && writeDateTime(moment);

/** `execution.succeeded` is `EXECUTION_SUCCEEDED` in the graph. */
export const toEventTypes = (events: readonly WebhookEvent[]) =>
  events.map((event) => event.toLowerCase().replace('_', '.') as EventType);

const toEvent = (type: string) => type.toUpperCase().replace('.', '_') as WebhookEvent;

/** A webhook as the graph tells it: without its secrets. */
export function toWebhook({ id, url, description, labels, ...row }: Webhook) {
  return {
    id,
    url,
    description,
    labels,
    events: row.event_types.map(toEvent),
    disabled: row.disabled as DisabledReason | null,
    failingSince: toMoment(row.failing_since),
    createdAt: writeDateTime(row.created_at),
    createdBy: row.created_by,
  };
}

/** A message as the graph tells it. */
export function toDelivery({ id, webhook, execution, attempts, ...row }: Delivery) {
  return {
    id,
    webhook,
    execution,
    attempts,
    type: row.event_type,
    status: row.status as DeliveryStatus,
    nextAttemptAt: toMoment(row.next_at),
    httpStatus: row.http_status,
    failure: row.failure as DeliveryFailure | null,
    createdAt: writeDateTime(row.created_at),
    endedAt: toMoment(row.ended_at),
  };
}
