import { LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, subgraphDocument } from '@sluice/schema';
import type { MutationResolvers, QueryResolvers } from '@sluice/schema/resolvers';

import { toActor } from '../../accounts/actor.js';
import { toConnection } from '../../accounts/graph/to-connection.js';
import type { RequestContext } from '../../request-context.js';
import type { Webhooks } from '../create-webhooks.js';
import { toDelivery, toEventTypes, toWebhook } from './to-webhook.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const WEBHOOKS_SUBGRAPH = 'webhooks';

/** The control subgraph of webhooks; it lives in the gateway. */
export function createWebhooksSubgraph(webhooks: Webhooks): LocalGraphQLDataSource {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === WEBHOOKS_SUBGRAPH);
  const typeDefs = subgraphDocument(common, contract);
  const resolvers = { Query: queries(webhooks), Mutation: mutations(webhooks) };
  return new LocalGraphQLDataSource(buildSubgraphSchema({ typeDefs, resolvers: resolvers as never }));
}

function queries(webhooks: Webhooks): QueryResolvers<RequestContext> {
  return {
    webhooks: async (_, request, { principal, signal }) =>
      toConnection(await webhooks.list(toActor(principal), request, { signal }), toWebhook),
    webhook: async (_, { id }, { principal, signal }) => {
      const found = await webhooks.find(toActor(principal), id, { signal });
      return found && toWebhook(found);
    },
    webhookDeliveries: async (_, request, { principal, signal }) =>
      toConnection(await webhooks.deliveries(toActor(principal), request, { signal }), toDelivery),
  };
}

function mutations(webhooks: Webhooks): MutationResolvers<RequestContext> {
  return {
    createWebhook: async (_, { input }, { principal, signal }) => {
      const request = { ...input, events: toEventTypes(input.events ?? []) };
      const { webhook, secret } = await webhooks.create(toActor(principal), request, { signal });
      return { webhook: toWebhook(webhook), secret };
    },
    updateWebhook: async (_, { input }, { principal, signal }) => {
      const change = { ...input, events: input.events && toEventTypes(input.events) };
      return { webhook: toWebhook(await webhooks.update(toActor(principal), change, { signal })) };
    },
    rotateWebhookSecret: async (_, { input: { id, overlapSeconds = 0 } }, { principal, signal }) => {
      const request = { id, overlapSeconds };
      const { webhook, secret } = await webhooks.rotateSecret(toActor(principal), request, { signal });
      return { webhook: toWebhook(webhook), secret };
    },
    deleteWebhook: async (_, { input: { id } }, { principal, signal }) => {
      await webhooks.delete(toActor(principal), id, { signal });
      return { id };
    },
    testWebhook: async (_, { input: { id } }, { principal, signal }) => ({
      delivery: toDelivery(await webhooks.test(toActor(principal), id, { signal })),
    }),
    redeliverWebhook: async (_, { input: { id } }, { principal, signal }) => ({
      delivery: toDelivery(await webhooks.redeliver(toActor(principal), id, { signal })),
    }),
  };
}
