import type { Actor } from '../accounts/actor.js';
import type { Page, PageRequest } from '../accounts/page.js';
import type { WebhookSettings } from '../config/webhook-settings.js';
import type { Sealer } from '../executions/sealing/sealer.js';
import { createConnectionGuard } from '../network/connection-guard.js';
import type { CallOptions, Store } from '../storage/store/store.js';
import {
  createWebhook,
  deleteWebhook,
  rotateSecret,
  updateWebhook,
  type WebhookChange,
  type WebhookRequest,
  type WithSecret,
} from './change-webhook.js';
import { redeliver, testWebhook } from './redeliver.js';
import type { Delivery, Webhook } from './webhook.js';
import { type DeliveryFilter, listDeliveries, listWebhooks, readWebhook } from './webhook-rows.js';

/** The webhooks of the caller's tenant. Everything throws `ServiceError`s: `NOT_FOUND`, `BAD_USER_INPUT`. */
export interface Webhooks {
  create(actor: Actor, request: WebhookRequest, options: CallOptions): Promise<WithSecret>;
  update(actor: Actor, change: WebhookChange, options: CallOptions): Promise<Webhook>;
  rotateSecret(
    actor: Actor,
    request: { readonly id: string; readonly overlapSeconds: number },
    options: CallOptions,
  ): Promise<WithSecret>;
  delete(actor: Actor, id: string, options: CallOptions): Promise<void>;
  test(actor: Actor, id: string, options: CallOptions): Promise<Delivery>;
  redeliver(actor: Actor, id: string, options: CallOptions): Promise<Delivery>;
  find(actor: Actor, id: string, options: CallOptions): Promise<Webhook | null>;
  list(actor: Actor, request: PageRequest, options: CallOptions): Promise<Page<Webhook>>;
  deliveries(
    actor: Actor,
    request: PageRequest & { readonly filter?: DeliveryFilter | null | undefined },
    options: CallOptions,
  ): Promise<Page<Delivery>>;
}

export interface WebhooksOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly settings: WebhookSettings;
}

export function createWebhooks({ store, sealer, settings }: WebhooksOptions): Webhooks {
  const { allow } = settings;
  const work = { store, sealer, settings, rules: { allow, guard: createConnectionGuard({ allow }) } };
  return {
    create: (actor, request, options) => createWebhook(work, actor, request, options),
    update: (actor, change, options) => updateWebhook(work, actor, change, options),
    rotateSecret: (actor, request, options) => rotateSecret(work, actor, request, options),
    delete: (actor, id, options) => deleteWebhook(work, actor, id, options),
    test: (actor, id, options) => testWebhook(store, actor, id, options),
    redeliver: (actor, id, options) => redeliver(store, actor, id, options),
    find: ({ tenant }, id, options) => readWebhook(store, tenant, id, options),
    list: ({ tenant }, request, options) => listWebhooks(store, tenant, request, options),
    deliveries: ({ tenant }, request, options) => listDeliveries(store, tenant, request, options),
  };
}
