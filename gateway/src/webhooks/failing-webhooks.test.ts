import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';

import { siteAdapters } from '../executions/testing/execution-site.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { describeEach } from '../storage/testing/store-adapters.js';
import { claimDelivery } from './claim-delivery.js';
import { sweepDeliveries } from './sweep-deliveries.js';
import { verify } from './testing/start-receiver.js';
import { createWebhookClient, DELIVERY } from './testing/webhook-client.js';
import { closeWebhookSite, forgetWebhooks, openWebhookSite, type WebhookSite } from './testing/webhook-site.js';

const { adapters, postgres } = await siteAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('webhooks that fail', adapters, (openSite) => {
  let { site, client, receiver } = {} as WebhookSite;
  beforeAll(async () => ({ site, client, receiver } = await openWebhookSite(openSite)), 60_000);
  afterAll(async () => closeWebhookSite({ site, receiver }));
  afterEach(async () => forgetWebhooks({ site, receiver }));

  const { mutate, create, update, deliveries, one } = createWebhookClient(
    () => client,
    () => receiver.url,
  );
  const embed = (options: object = {}) => client.run({ embeddings: { content: 'A secret of the caller' } }, options);

  it('tries again, under the same id, and what was delivered once is delivered', async () => {
    await create();
    receiver.answer(500, 302);
    await embed();
    const delivery = await one(({ status }) => status === 'DELIVERED');
    expect(delivery.attempts).toBe(3);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook']);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery.id]));
  });

  it('keeps what could not be delivered, and delivers it when it is told to', async () => {
    const { webhook } = await create();
    receiver.answer(500, 0, 503);
    await embed();
    const dead = await one(({ status }) => status === 'DEAD');
    expect(dead).toMatchObject({ attempts: 3, httpStatus: 503, failure: 'STATUS', nextAttemptAt: null });
    expect(await deliveries({ statuses: ['DEAD'], webhook: webhook.id })).toEqual([dead]);
    const { data } = await client.ask(`query ($id: ID!) { webhook(id: $id) { failingSince disabled } }`, {
      id: webhook.id,
    });
    expect(data?.['webhook']).toEqual({ failingSince: expect.any(String), disabled: null });
    const again = await mutate(
      'redeliverWebhook',
      'RedeliverWebhookInput',
      { id: dead.id },
      `delivery { ${DELIVERY} }`,
    );
    expect(again.delivery.id).toBe(dead.id);
    expect(await one(({ status }) => status === 'DELIVERED')).toMatchObject({ id: dead.id, attempts: 1 });
  });

  it('disables one that says that it is gone, and sends it nothing more', async () => {
    const { webhook } = await create();
    receiver.answer(410);
    await embed();
    const dead = await one(({ status }) => status === 'DEAD');
    expect(dead).toMatchObject({ attempts: 1, httpStatus: 410 });
    await embed();
    expect(await deliveries()).toHaveLength(1);
    const redelivery = mutate('redeliverWebhook', 'RedeliverWebhookInput', { id: dead.id }, 'delivery { id }');
    await expect(redelivery).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await update({ id: webhook.id, enabled: true })).webhook).toMatchObject({ disabled: null });
    const audit = await site.storage.store.execute(
      `SELECT actor, action, details FROM sluice.audit_log WHERE target = $1 ORDER BY number`,
      [webhook.id],
    );
    expect(audit.slice(1)).toEqual([
      { actor: 'gateway', action: 'webhook.disabled', details: { reason: 'GONE' } },
      { actor: expect.any(String), action: 'webhook.changed', details: {} },
    ]);
  });

  it('disables one that has failed for too long, and ends what waits for it', async () => {
    const { webhook } = await create();
    const { store } = site.storage;
    const failing = `UPDATE sluice.webhooks SET failing_since = now() - interval '6 days' WHERE id = $1`;
    await store.execute(failing, [webhook.id]);
    await embed();
    // An answer in between is a new beginning.
    await one(({ status }) => status === 'DELIVERED');
    receiver.answer(500, 500, 500, 500);
    await embed();
    expect((await one(({ status }) => status === 'DEAD')).attempts).toBe(3);
    await store.execute(failing, [webhook.id]);
    await store.execute(
      `INSERT INTO sluice.webhook_deliveries (webhook, tenant, event_type, data, next_at)
       SELECT id, tenant, 'webhook.test', '{}', now() + interval '1 hour' FROM sluice.webhooks WHERE id = $1`,
      [webhook.id],
    );
    await embed();
    await expectSoon(async () => (await deliveries({ statuses: ['DEAD'] })).length === 3);
    const told = (await deliveries({ statuses: ['DEAD'] })).map(
      ({ failure, attempts }) => `${String(failure)} ${attempts}`,
    );
    expect(told.sort()).toEqual(['DISABLED 0', 'STATUS 1', 'STATUS 3']);
    const { data } = await client.ask(`query ($id: ID!) { webhook(id: $id) { disabled } }`, { id: webhook.id });
    expect(data?.['webhook']).toEqual({ disabled: 'FAILING' });
  });

  it('comes again as late as the receiver asks', async () => {
    await create();
    receiver.answer(429);
    receiver.retryAfter(3_600);
    await embed();
    const waiting = await one(({ attempts, failure }) => attempts === 1 && failure === 'STATUS');
    expect(waiting).toMatchObject({ status: 'PENDING', httpStatus: 429 });
    expect(Date.parse(String(waiting['nextAttemptAt'])) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('has no more waiting than it may: the oldest are given up, and can be redelivered', async () => {
    const [{ webhook }, { webhook: other }] = [await create(), await create()];
    const { store } = site.storage;
    for (const { id } of [webhook, other]) {
      await store.execute(
        `INSERT INTO sluice.webhook_deliveries (webhook, tenant, event_type, data, next_at)
         SELECT id, tenant, 'webhook.test', jsonb_build_object('place', place), now() + interval '1 hour'
         FROM sluice.webhooks, generate_series(1, $2::integer) AS place WHERE id = $1`,
        [id, id === other.id ? 5 : 12_000],
      );
    }
    await sweepDeliveries(store, { keepSeconds: 60, maxPending: 10 });
    const left = await store.execute(
      `SELECT webhook, status, failure, count(*)::integer AS count, min((data->>'place')::integer) AS first
       FROM sluice.webhook_deliveries GROUP BY webhook, status, failure ORDER BY count`,
    );
    expect(left).toEqual([
      { webhook: other.id, status: 'PENDING', failure: null, count: 5, first: 1 },
      { webhook: webhook.id, status: 'PENDING', failure: null, count: 10, first: 11_991 },
      { webhook: webhook.id, status: 'DEAD', failure: 'TOO_MANY', count: 11_990, first: 1 },
    ]);
    await store.execute(
      `UPDATE sluice.webhook_deliveries SET ended_at = now() - interval '61 seconds' WHERE status = 'DEAD'`,
    );
    await sweepDeliveries(store, { keepSeconds: 60, maxPending: 10 });
    expect(await store.execute('SELECT id FROM sluice.webhook_deliveries')).toHaveLength(15);
  });

  it('sends again what a process took and never said a word of', async () => {
    const { webhook } = await create();
    await update({ id: webhook.id, enabled: false });
    await update({ id: webhook.id, enabled: true });
    const { store } = site.storage;
    // Taken by somebody else for a moment, as by a process that is killed then.
    await store.execute(
      `INSERT INTO sluice.webhook_deliveries (webhook, tenant, event_type, data, next_at)
       SELECT id, tenant, 'webhook.test', '{}', now() - interval '1 day' FROM sluice.webhooks WHERE id = $1`,
      [webhook.id],
    );
    await claimDelivery(store, { leaseMs: 100, except: [] }, {});
    expect(await one(({ status }) => status === 'DELIVERED')).toMatchObject({ type: 'webhook.test' });
    expect(receiver.received).toHaveLength(1);
  });

  it('is dead where its secret cannot be read, and alive again with a new one', async () => {
    const { webhook } = await create();
    const { store } = site.storage;
    await store.execute('UPDATE sluice.webhooks SET secrets = $1 WHERE id = $2', [Buffer.from('lost'), webhook.id]);
    await embed();
    const dead = await one(({ status }) => status === 'DEAD');
    expect(dead).toMatchObject({ failure: 'SECRET_LOST', httpStatus: null });
    const input = { id: webhook.id, overlapSeconds: 60 };
    const { secret } = await mutate('rotateWebhookSecret', 'RotateWebhookSecretInput', input, 'webhook { id } secret');
    await mutate('redeliverWebhook', 'RedeliverWebhookInput', { id: dead.id }, 'delivery { id }');
    await expectSoon(() => receiver.received.length === 1);
    expect(verify(secret, receiver.received[0]!)).toMatchObject({ type: 'execution.succeeded' });
  });
});
