import { randomUUID } from 'node:crypto';

import { ServiceError } from '@sluice/schema';

import type { Actor } from '../accounts/actor.js';
import { type AuditEntry, writeAudit } from '../accounts/audit/audit-log.js';
import type { WebhookSettings } from '../config/webhook-settings.js';
import type { Sealer } from '../executions/sealing/sealer.js';
import type { CallOptions, Store, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { readDescription, readEvents, readUrl, readWebhookLabels, type UrlRules, wrong } from './read-webhook-input.js';
import { endPending } from './settle-delivery.js';
import type { EventType, Webhook } from './webhook.js';
import { countWebhooks, lockWebhook } from './webhook-rows.js';
import { generateWebhookSecret, openSecrets, sealSecrets, type WebhookSecret } from './webhook-secrets.js';

/** What a webhook is made of. */
export interface WebhookRequest {
  readonly url: string;
  readonly description?: string | null | undefined;
  readonly events: readonly EventType[];
  readonly labels?: unknown;
}

/** What is to be changed; null and absent are left as they are. */
export interface WebhookChange {
  readonly id: string;
  readonly url?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly events?: readonly EventType[] | null | undefined;
  readonly labels?: unknown;
  readonly enabled?: boolean | null | undefined;
}

/** A webhook, and its new secret, which is told this once. */
export interface WithSecret {
  readonly webhook: Webhook;
  readonly secret: string;
}

export interface WebhookWork {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly settings: Pick<WebhookSettings, 'maxPerTenant'>;
  readonly rules: UrlRules;
}

const MAX_OVERLAP_SECONDS = 30 * 86_400;
/** Each adds a signature to every message; the oldest ends when there are more. */
const MAX_SECRETS = 3;

/** @throws ServiceError `BAD_USER_INPUT`, also where the tenant has as many as it may */
export async function createWebhook(
  { store, sealer, settings: { maxPerTenant }, rules }: WebhookWork,
  { id: actor, tenant }: Actor,
  request: WebhookRequest,
  options: CallOptions,
): Promise<WithSecret> {
  const id = randomUUID();
  const secret = generateWebhookSecret();
  const values = {
    id,
    tenant,
    url: await readUrl(request.url, rules),
    description: readDescription(request.description),
    event_types: readEvents(request.events),
    labels: JSON.stringify(readWebhookLabels(request.labels)),
    secrets: sealSecrets(sealer, id, [{ secret, until: null }]),
    created_by: actor,
  };
  const webhook = await store.transaction(async (transaction) => {
    if ((await countWebhooks(transaction, tenant)) >= maxPerTenant) throw tooMany(maxPerTenant);
    const [inserted] = await transaction.query(tables.insertInto('sluice.webhooks').values(values).returningAll());
    await writeAudit(transaction, { tenant, actor, action: 'webhook.created', target: id });
    return inserted!;
  }, options);
  return { webhook, secret };
}

/** @throws ServiceError `NOT_FOUND`, `BAD_USER_INPUT` */
export async function updateWebhook(
  { store, rules }: WebhookWork,
  actor: Actor,
  { id, url, description, events, labels, enabled }: WebhookChange,
  options: CallOptions,
): Promise<Webhook> {
  const values = {
    ...(url !== null && url !== undefined && { url: await readUrl(url, rules) }),
    ...(description !== undefined && { description: readDescription(description) }),
    ...(events && { event_types: readEvents(events) }),
    ...(labels !== null && labels !== undefined && { labels: JSON.stringify(readWebhookLabels(labels)) }),
    ...(enabled === true && { disabled: null, failing_since: null }),
    ...(enabled === false && { disabled: 'BY_HAND' }),
  };
  if (Object.keys(values).length === 0) throw wrong('id', 'expected something to change beside it');
  const action = enabled === false ? 'webhook.disabled' : 'webhook.changed';
  const work = async (transaction: Transaction) => {
    if (enabled === false) await endPending(transaction, id);
    return set(transaction, id, values);
  };
  return change(store, { actor, id, action, work }, options);
}

/**
 * @param overlapSeconds how long the secrets before sign, too
 * @throws ServiceError `NOT_FOUND`, `BAD_USER_INPUT`
 */
export async function rotateSecret(
  { store, sealer }: WebhookWork,
  actor: Actor,
  { id, overlapSeconds }: { readonly id: string; readonly overlapSeconds: number },
  options: CallOptions,
): Promise<WithSecret> {
  if (overlapSeconds < 0 || overlapSeconds > MAX_OVERLAP_SECONDS) {
    throw wrong('overlapSeconds', `expected 0 to ${MAX_OVERLAP_SECONDS}`);
  }
  const secret = generateWebhookSecret();
  const work = (transaction: Transaction, webhook: Webhook) => {
    const now = Date.now();
    const latest = now + overlapSeconds * 1_000;
    const before = readableSecrets(sealer, webhook, now)
      .slice(0, MAX_SECRETS - 1)
      .map((known) => ({ ...known, until: Math.min(known.until ?? latest, latest) }));
    return set(transaction, id, { secrets: sealSecrets(sealer, id, [{ secret, until: null }, ...before]) });
  };
  return { webhook: await change(store, { actor, id, action: 'webhook.secret-rotated', work }, options), secret };
}

/** None where the key that sealed them is gone: a new one must be possible all the same. */
function readableSecrets(sealer: Sealer, webhook: Webhook, now: number): readonly WebhookSecret[] {
  try {
    return openSecrets(sealer, webhook, now);
  } catch {
    return [];
  }
}

/** @throws ServiceError `NOT_FOUND` */
export async function deleteWebhook(
  { store }: WebhookWork,
  actor: Actor,
  id: string,
  options: CallOptions,
): Promise<void> {
  const work = async (transaction: Transaction, webhook: Webhook) => {
    await transaction.query(tables.deleteFrom('sluice.webhooks').where('id', '=', id));
    return webhook;
  };
  await change(store, { actor, id, action: 'webhook.deleted', work }, options);
}

interface Change {
  readonly actor: Actor;
  readonly id: string;
  readonly action: AuditEntry['action'];
  readonly work: (transaction: Transaction, webhook: Webhook) => Promise<Webhook>;
}

/** Changes a webhook of the actor's tenant, with its line in the audit log. */
function change(
  store: Store,
  { actor: { id: actor, tenant }, id, action, work }: Change,
  options: CallOptions,
): Promise<Webhook> {
  return store.transaction(async (transaction) => {
    const webhook = await lockWebhook(transaction, tenant, id);
    if (!webhook) throw notFound('webhook');
    const changed = await work(transaction, webhook);
    await writeAudit(transaction, { tenant, actor, action, target: id });
    return changed;
  }, options);
}

async function set(transaction: Transaction, id: string, values: object): Promise<Webhook> {
  const statement = tables.updateTable('sluice.webhooks').set(values).where('id', '=', id).returningAll();
  const [changed] = await transaction.query(statement);
  if (!changed) throw notFound('webhook');
  return changed;
}

export function notFound(what: 'webhook' | 'message'): ServiceError {
  return new ServiceError('NOT_FOUND', `There is no such ${what}.`, { inputPath: ['input', 'id'] });
}

function tooMany(limit: number): ServiceError {
  const details = { limit: { scope: 'tenant', dimension: 'webhooks', limit, value: limit + 1 } } as const;
  return new ServiceError('BAD_USER_INPUT', `A tenant has up to ${limit} webhooks.`, details);
}
