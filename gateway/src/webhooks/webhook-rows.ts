import { sql } from 'kysely';

import { type Page, type PageRequest, toPage, toSlice } from '../accounts/page.js';
import type { CallOptions, Executor, Transaction } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { Delivery, DeliveryStatus, Webhook } from './webhook.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A webhook of a tenant; what others have is not there. */
export async function readWebhook(
  executor: Executor,
  tenant: string,
  id: string,
  options: CallOptions = {},
): Promise<Webhook | null> {
  if (!UUID.test(id)) return null;
  const statement = tables.selectFrom('sluice.webhooks').selectAll().where('id', '=', id).where('tenant', '=', tenant);
  return (await executor.query(statement, options))[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockWebhook(transaction: Transaction, tenant: string, id: string): Promise<Webhook | null> {
  if (!UUID.test(id)) return null;
  const statement = tables
    .selectFrom('sluice.webhooks')
    .selectAll()
    .where('id', '=', id)
    .where('tenant', '=', tenant)
    .forUpdate();
  return (await transaction.query(statement))[0] ?? null;
}

/** Those of a tenant, newest first. @throws ServiceError `BAD_USER_INPUT` */
export async function listWebhooks(
  executor: Executor,
  tenant: string,
  request: PageRequest,
  options: CallOptions,
): Promise<Page<Webhook>> {
  const slice = toSlice(request);
  let statement = tables
    .selectFrom('sluice.webhooks')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('number', 'desc');
  if (slice.below !== null) statement = statement.where('number', '<', slice.below);
  return toPage(await executor.query(statement.limit(slice.count + 1), options), slice);
}

/** How many a tenant has; until the transaction ends nobody else counts those of the tenant. */
export async function countWebhooks(executor: Transaction, tenant: string): Promise<number> {
  await executor.query(sql`SELECT pg_advisory_xact_lock(hashtext(${`webhooks:${tenant}`}))`.compile(tables));
  const statement = tables
    .selectFrom('sluice.webhooks')
    .select(sql<number>`count(*)`.as('count'))
    .where('tenant', '=', tenant);
  return Number((await executor.query(statement))[0]?.count ?? 0);
}

/** A message of a tenant; what others have is not there. */
export async function readDelivery(executor: Executor, tenant: string, id: string): Promise<Delivery | null> {
  if (!UUID.test(id)) return null;
  const statement = tables
    .selectFrom('sluice.webhook_deliveries')
    .selectAll()
    .where('id', '=', id)
    .where('tenant', '=', tenant);
  return (await executor.query(statement))[0] ?? null;
}

/** Which messages are meant: those that fit all that is given. */
export interface DeliveryFilter {
  readonly webhook?: string | null | undefined;
  readonly execution?: string | null | undefined;
  readonly statuses?: readonly DeliveryStatus[] | null | undefined;
}

/** The messages of a tenant, newest first. @throws ServiceError `BAD_USER_INPUT` */
export async function listDeliveries(
  executor: Executor,
  tenant: string,
  { filter, ...request }: PageRequest & { readonly filter?: DeliveryFilter | null | undefined },
  options: CallOptions,
): Promise<Page<Delivery>> {
  const slice = toSlice(request);
  const { webhook, execution, statuses } = filter ?? {};
  let statement = tables
    .selectFrom('sluice.webhook_deliveries')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('number', 'desc');
  for (const [column, id] of [['webhook', webhook] as const, ['execution', execution] as const]) {
    if (id === null || id === undefined) continue;
    // What is no id names nothing that there is.
    statement = UUID.test(id) ? statement.where(column, '=', id) : statement.where(sql<boolean>`false`);
  }
  if (statuses) statement = statement.where('status', '=', sql<string>`ANY(${[...statuses]}::text[])`);
  if (slice.below !== null) statement = statement.where('number', '<', slice.below);
  return toPage(await executor.query(statement.limit(slice.count + 1), options), slice);
}
