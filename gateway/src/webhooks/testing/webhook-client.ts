import type { ExecutionClient } from '../../executions/testing/execution-client.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';

export const DELIVERY = 'id webhook execution type status attempts httpStatus failure nextAttemptAt endedAt';
export const WEBHOOK = 'id url description events labels disabled failingSince createdBy';

export interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly [field: string]: unknown;
}

/** What an administrator of webhooks does. */
export function createWebhookClient(client: () => ExecutionClient, url: () => string) {
  const mutate = async (name: string, type: string, input: object, fields: string) => {
    const { data, errors } = await client().ask(`mutation ($i: ${type}!) { ${name}(input: $i) { ${fields} } }`, {
      i: input,
    });
    if (errors[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
    return data![name] as { webhook: { id: string; [field: string]: unknown }; secret: string; delivery: Delivery };
  };
  const create = (input: object = {}) =>
    mutate('createWebhook', 'CreateWebhookInput', { url: url(), ...input }, `webhook { ${WEBHOOK} } secret`);
  const update = (input: object) => mutate('updateWebhook', 'UpdateWebhookInput', input, `webhook { ${WEBHOOK} }`);
  const deliveries = async (filter: object = {}) => {
    const query = `query ($f: WebhookDeliveryFilter) { webhookDeliveries(filter: $f) { nodes { ${DELIVERY} } } }`;
    const { data } = await client().ask(query, { f: filter });
    return (data!['webhookDeliveries'] as { nodes: Delivery[] }).nodes;
  };
  const one = async (fits: (delivery: Delivery) => boolean) => {
    let found: Delivery | undefined;
    await expectSoon(async () => (found = (await deliveries()).find(fits)) !== undefined);
    return found!;
  };
  return { mutate, create, update, deliveries, one };
}
