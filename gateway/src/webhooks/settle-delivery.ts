import { sql } from 'kysely';

import { writeAudit } from '../accounts/audit/audit-log.js';
import type { WebhookSettings } from '../config/webhook-settings.js';
import type { Store, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { ClaimedDelivery } from './claim-delivery.js';
import type { Outcome } from './send-message.js';
import type { DisabledReason } from './webhook.js';

export interface SettleOptions {
  readonly store: Store;
  readonly settings: Pick<WebhookSettings, 'retryDelaysSeconds' | 'disableAfterSeconds'>;
  /** Between 0 and 1. @default Math.random */
  readonly random?: () => number;
}

/** What became of a message by an attempt. */
export type Settled = 'delivered' | 'failed' | 'dead' | 'lost';

/** Who disables what fails, in the audit log. */
const ACTOR = 'gateway';

/**
 * Writes what came of an attempt, where the message is still this attempt's. A webhook that answers 410, or has failed
 * for too long, is disabled, and what was to be delivered to it is dead.
 */
export async function settleDelivery(
  { store, settings, random = Math.random }: SettleOptions,
  claimed: ClaimedDelivery,
  outcome: Outcome,
): Promise<Settled> {
  if (outcome.kind === 'delivered') {
    return store.transaction(async (transaction) => {
      // The webhook first, here and below: so no two of them wait for each other.
      const recovered = tables
        .updateTable('sluice.webhooks')
        .set({ failing_since: null })
        .where('id', '=', claimed.webhook)
        .where('failing_since', 'is not', null);
      await transaction.query(recovered);
      const done = { status: 'DELIVERED', next_at: null, ended_at: new Date(), failure: null };
      if (!(await write(transaction, claimed, { ...done, http_status: outcome.httpStatus }))) return 'lost';
      return 'delivered';
    });
  }
  const delay = settings.retryDelaysSeconds[claimed.attempts - 1];
  const isDead = delay === undefined;
  const pauseMs = Math.max((delay ?? 0) * 1_000 * (1 + random() / 10), outcome.retryAfterMs);
  const told = { http_status: outcome.httpStatus, failure: outcome.failure };
  return store.transaction(async (transaction) => {
    const next = isDead
      ? { status: 'DEAD', next_at: null, ended_at: new Date() }
      : { next_at: new Date(Date.now() + pauseMs) };
    const reason = await noteFailure(transaction, claimed, outcome, settings.disableAfterSeconds);
    if (!(await write(transaction, claimed, { ...told, ...next }))) return 'lost';
    if (reason) await disableWebhook(transaction, claimed, reason);
    return isDead || reason ? 'dead' : 'failed';
  });
}

/** Gives a message back that was not sent to its end: the attempt does not count. */
export async function releaseDelivery(store: Store, { id, attempts }: ClaimedDelivery): Promise<void> {
  const statement = tables
    .updateTable('sluice.webhook_deliveries')
    .set({ attempts: attempts - 1, next_at: new Date() })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', '=', 'PENDING');
  await store.query(statement);
}

interface Written {
  readonly status?: string;
  readonly next_at: Date | null;
  readonly ended_at?: Date;
  readonly http_status: number | null;
  readonly failure: string | null;
}

async function write(transaction: Transaction, { id, attempts }: ClaimedDelivery, values: Written): Promise<boolean> {
  const statement = tables
    .updateTable('sluice.webhook_deliveries')
    .set(values)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', '=', 'PENDING')
    .returning('id');
  return (await transaction.query(statement)).length > 0;
}

/** @returns why the webhook is to be disabled; null where it is not */
async function noteFailure(
  transaction: Transaction,
  { webhook }: ClaimedDelivery,
  { httpStatus }: Extract<Outcome, { kind: 'failed' }>,
  disableAfterSeconds: number,
): Promise<DisabledReason | null> {
  const statement = tables
    .updateTable('sluice.webhooks')
    .set({ failing_since: sql<Date>`coalesce(failing_since, now())` })
    .where('id', '=', webhook)
    .where('disabled', 'is', null)
    .returning(sql<boolean>`failing_since < now() - make_interval(secs => ${disableAfterSeconds})`.as('too_long'));
  const [row] = await transaction.query(statement);
  if (!row) return null;
  if (httpStatus === 410) return 'GONE';
  return row.too_long ? 'FAILING' : null;
}

async function disableWebhook(
  transaction: Transaction,
  { webhook, tenant }: ClaimedDelivery,
  reason: DisabledReason,
): Promise<void> {
  const disabled = tables.updateTable('sluice.webhooks').set({ disabled: reason }).where('id', '=', webhook);
  await transaction.query(disabled);
  await endPending(transaction, webhook);
  const audit = { tenant, actor: ACTOR, target: webhook, details: { reason } };
  await writeAudit(transaction, { ...audit, action: 'webhook.disabled' });
}

/** What waits for a webhook that is disabled is dead; it can be delivered again by hand. */
export async function endPending(transaction: Transaction, webhook: string): Promise<void> {
  const statement = tables
    .updateTable('sluice.webhook_deliveries')
    .set({ status: 'DEAD', next_at: null, ended_at: new Date(), failure: sql`coalesce(failure, 'DISABLED')` })
    .where('webhook', '=', webhook)
    .where('status', '=', 'PENDING');
  await transaction.query(statement);
}
