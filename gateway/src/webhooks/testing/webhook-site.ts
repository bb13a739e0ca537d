import { createExecutionClient, type ExecutionClient } from '../../executions/testing/execution-client.js';
import type { ExecutionSite } from '../../executions/testing/execution-site.js';
import { answerTexts } from '../../executions/testing/generation.js';
import type { TestGateway } from '../../testing/start-test-gateway.js';
import { type Receiver, startReceiver } from './start-receiver.js';

/** A gateway that sends messages at once, gives up soon, and has somebody to send them to. */
export interface WebhookSite {
  readonly site: ExecutionSite;
  readonly gateway: TestGateway;
  readonly client: ExecutionClient;
  readonly receiver: Receiver;
}

export async function openWebhookSite(openSite: () => Promise<ExecutionSite>): Promise<WebhookSite> {
  const receiver = await startReceiver();
  const site = await openSite();
  const webhooks = { allow: ['127.0.0.1'], pollMs: 20, timeoutMs: 500, retryDelaysSeconds: [0.05, 0.05] };
  const gateway = await site.start({}, { webhooks: { ...webhooks, maxPerTenant: 3 } });
  site.upstream.answer(answerTexts);
  return { site, gateway, client: createExecutionClient(gateway, site.keys.developer), receiver };
}

export async function closeWebhookSite({ site, receiver }: Partial<WebhookSite>): Promise<void> {
  await site?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
}

/** Between tests: nobody is told anything, and the receiver takes everything again. */
export async function forgetWebhooks({ site, receiver }: Pick<WebhookSite, 'site' | 'receiver'>): Promise<void> {
  await site.storage.store.execute('DELETE FROM sluice.webhooks');
  receiver.forget();
  receiver.answer();
  receiver.retryAfter(null);
}
