import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';

import { createExecutionClient } from '../executions/testing/execution-client.js';
import { siteAdapters } from '../executions/testing/execution-site.js';
import { answerTexts } from '../executions/testing/generation.js';
import { expectSoon } from '../storage/testing/expect-soon.js';
import { describeEach } from '../storage/testing/store-adapters.js';
import { claimDelivery } from './claim-delivery.js';
import { verify } from './testing/start-receiver.js';
import { createWebhookClient, WEBHOOK } from './testing/webhook-client.js';
import { closeWebhookSite, forgetWebhooks, openWebhookSite, type WebhookSite } from './testing/webhook-site.js';

const { adapters, postgres } = await siteAdapters();
afterAll(async () => postgres?.[Symbol.asyncDispose]());

describeEach('webhooks', adapters, (openSite) => {
  let { site, gateway, client, receiver } = {} as WebhookSite;
  beforeAll(async () => ({ site, gateway, client, receiver } = await openWebhookSite(openSite)), 60_000);
  afterAll(async () => closeWebhookSite({ site, receiver }));
  afterEach(async () => forgetWebhooks({ site, receiver }));

  const { mutate, create, update, one } = createWebhookClient(
    () => client,
    () => receiver.url,
  );
  const embed = (options: object = {}) => client.run({ embeddings: { content: 'A secret of the caller' } }, options);

  it('tells of an execution that has succeeded, signed, and of nothing that was asked or answered', async () => {
    const { secret, webhook } = await create({ labels: { page: 'home' } });
    await embed();
    const { id } = await embed({ labels: { page: 'home', user: '7' } });
    const delivery = await one(({ status }) => status === 'DELIVERED');
    expect(receiver.received).toHaveLength(1);
    const [message] = receiver.received;
    expect(verify(secret, message!)).toEqual({
      type: 'execution.succeeded',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        id,
        kind: 'embeddings',
        status: 'SUCCEEDED',
        attempts: 1,
        labels: { page: 'home', user: '7' },
        error: null,
        createdAt: expect.any(String),
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
      },
    });
    expect(() => verify(`whsec_${'A'.repeat(43)}=`, message!)).toThrow('No matching signature');
    expect(message?.headers).toMatchObject({ 'webhook-id': delivery.id, 'content-type': 'application/json' });
    expect(JSON.stringify(message)).not.toContain('A secret');
    expect(delivery).toMatchObject({ webhook: webhook.id, execution: id, attempts: 1, httpStatus: 204, failure: null });
  });

  it('tells of what failed, was cancelled and came too late, where it was asked for', async () => {
    const { secret } = await create({ events: ['EXECUTION_FAILED', 'EXECUTION_CANCELLED', 'EXECUTION_EXPIRED'] });
    site.upstream.answer(() => ({ errors: [{ message: 'No.', extensions: { code: 'CONTENT_REFUSED' } }] }));
    await embed({ maxAttempts: 1 });
    site.upstream.answer(answerTexts);
    await embed();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const context = { embeddings: { content: 'Later' } };
    await client.cancel((await client.submit(context, { startAfter: tomorrow })).id);
    const { id: late } = await client.submit(context, { startAfter: tomorrow });
    await site.storage.store.execute('UPDATE sluice.executions SET deadline = now() WHERE id = $1', [late]);
    await expectSoon(() => receiver.received.length === 3, 15_000);
    const told = receiver.received.map(
      (message) => verify(secret, message) as { type: string; data: { error: unknown } },
    );
    expect(told.map(({ type }) => type)).toEqual(['execution.failed', 'execution.cancelled', 'execution.expired']);
    expect(told[0]?.data.error).toEqual({ code: expect.any(String), outcomeUnknown: false });
  }, 30_000);

  it('signs with the old and the new secret for a while', async () => {
    const { secret, webhook } = await create();
    const input = { id: webhook.id, overlapSeconds: 60 };
    const rotated = await mutate('rotateWebhookSecret', 'RotateWebhookSecretInput', input, 'webhook { id } secret');
    await mutate('testWebhook', 'TestWebhookInput', { id: webhook.id }, 'delivery { id }');
    await expectSoon(() => receiver.received.length === 1);
    for (const each of [secret, rotated.secret]) {
      expect(verify(each, receiver.received[0]!)).toMatchObject({ type: 'webhook.test', data: {} });
    }
    const ended = { id: webhook.id, overlapSeconds: 0 };
    const last = await mutate('rotateWebhookSecret', 'RotateWebhookSecretInput', ended, 'webhook { id } secret');
    await mutate('testWebhook', 'TestWebhookInput', { id: webhook.id }, 'delivery { id }');
    await expectSoon(() => receiver.received.length === 2);
    expect(verify(last.secret, receiver.received[1]!)).toMatchObject({ type: 'webhook.test' });
    expect(() => verify(rotated.secret, receiver.received[1]!)).toThrow();
  });

  it('is told nothing while it is disabled, whoever has written a message meanwhile', async () => {
    const { webhook } = await create();
    await update({ id: webhook.id, enabled: false });
    await site.storage.store.execute(
      `INSERT INTO sluice.webhook_deliveries (webhook, tenant, event_type, data)
       SELECT id, tenant, 'webhook.test', '{}' FROM sluice.webhooks WHERE id = $1`,
      [webhook.id],
    );
    expect(await claimDelivery(site.storage.store, { leaseMs: 100, except: [] }, {})).toBeNull();
    expect(receiver.received).toEqual([]);
  });

  it('belongs to a tenant, and needs a permission', async () => {
    const { webhook } = await create();
    const stranger = createExecutionClient(gateway, site.keys.stranger);
    expect((await stranger.ask('{ webhooks { nodes { id } } webhookDeliveries { nodes { id } } }')).data).toEqual({
      webhooks: { nodes: [] },
      webhookDeliveries: { nodes: [] },
    });
    const remove = 'mutation ($id: ID!) { deleteWebhook(input: { id: $id }) { id } }';
    const { errors } = await stranger.ask(remove, { id: webhook.id });
    expect(errors[0]?.extensions['code']).toBe('NOT_FOUND');
    const viewer = createExecutionClient(gateway, site.keys.viewer);
    expect((await viewer.ask(`{ webhooks { nodes { ${WEBHOOK} } } }`)).data).toEqual({
      webhooks: { nodes: [webhook] },
    });
    expect((await viewer.ask(remove, { id: webhook.id })).errors[0]?.extensions['code']).toBe(
      'UNAUTHORIZED_FIELD_OR_TYPE',
    );
    const colleague = createExecutionClient(gateway, site.keys.colleague);
    expect((await colleague.ask('{ webhooks { nodes { id } } }')).errors[0]?.extensions['code']).toBe(
      'UNAUTHORIZED_FIELD_OR_TYPE',
    );
    expect((await client.ask(remove, { id: webhook.id })).data).toEqual({ deleteWebhook: { id: webhook.id } });
  });

  it('keeps no execution from ending by being deleted just then', async () => {
    const { webhook } = await create();
    const { store } = site.storage;
    let running: ReturnType<typeof embed> | undefined;
    await store.transaction(async (transaction) => {
      await transaction.execute('DELETE FROM sluice.webhooks WHERE id = $1', [webhook.id]);
      running = embed();
      const waits = () => transaction.execute('SELECT FROM pg_locks WHERE NOT granted');
      // The embedded database has one connection: there, all else waits anyway.
      await (store.kind === 'pglite' ? pause(200) : expectSoon(async () => (await waits()).length > 0));
    });
    expect(await running).toMatchObject({ status: 'SUCCEEDED' });
    expect(receiver.received).toEqual([]);
  });

  it('bounds how many a tenant has', async () => {
    for (let count = 0; count < 3; count += 1) await create();
    await expect(create()).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: 'A tenant has up to 3 webhooks.' });
  });

  it('forgets the labels of an execution that is erased', async () => {
    await create();
    const { id } = await embed({ labels: { name: 'Ada' } });
    await one(({ status }) => status === 'DELIVERED');
    await client.ask('mutation ($id: ID!) { eraseExecution(input: { id: $id }) { id } }', { id });
    const kept = await site.storage.store.execute('SELECT data FROM sluice.webhook_deliveries');
    expect(kept).toEqual([{ data: expect.objectContaining({ id, labels: {} }) }]);
  });
});
