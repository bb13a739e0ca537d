import type { Selectable } from 'kysely';

import type { Status } from '../executions/life-cycle.js';
import type { WebhooksTable, WebhookDeliveriesTable } from '../storage/store/webhook-tables.js';

/** What a webhook may be told of; the types of its messages. */
export const EVENT_TYPES = {
  SUCCEEDED: 'execution.succeeded',
  FAILED: 'execution.failed',
  CANCELLED: 'execution.cancelled',
  EXPIRED: 'execution.expired',
} as const satisfies Partial<Record<Status, string>>;

export type EventType = (typeof EVENT_TYPES)[keyof typeof EVENT_TYPES];

/** The type of a message that tells of nothing. */
export const TEST_TYPE = 'webhook.test';

/** Why nothing is delivered to a webhook. */
export type DisabledReason = 'BY_HAND' | 'GONE' | 'FAILING';

/** Where a message stands. */
export type DeliveryStatus = 'PENDING' | 'DELIVERED' | 'DEAD';

/** Why an attempt failed. */
export type DeliveryFailure =
  | 'ADDRESS_REFUSED'
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'STATUS'
  | 'SECRET_LOST'
  | 'DISABLED'
  | 'TOO_MANY';

/** The row of a webhook; its secrets are sealed. */
export type Webhook = Selectable<WebhooksTable>;

/** The row of a message. */
export type Delivery = Selectable<WebhookDeliveriesTable>;
