import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, subgraphDocument } from '@sluice/schema';
import type { QueryResolvers, SubscriptionResolvers } from '@sluice/schema/resolvers';
import type { GraphQLSchema } from 'graphql';

import type { RequestContext } from '../request-context.js';
import type { Instance } from './instance.js';
import type { Registry } from './registry.js';
import { watchServices } from './watch-services.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const SERVICES_SUBGRAPH = 'services';

/** The control subgraph that tells how the AI services are; it lives in the gateway. */
export function createServicesSchema(registry: Registry): GraphQLSchema {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === SERVICES_SUBGRAPH);
  const Query: QueryResolvers<RequestContext> = { services: () => registry.instances().map(toService) };
  const Subscription: SubscriptionResolvers<RequestContext> = {
    services: { subscribe: () => watchServices(registry), resolve: toService },
  };
  const typeDefs = subgraphDocument(common, contract);
  return buildSubgraphSchema({ typeDefs, resolvers: { Query, Subscription } as never });
}

function toService({ service, state, capabilities }: Instance) {
  const offered = [...(capabilities ?? [])].map(([name, { models }]) => ({ name, models }));
  return { name: service, health: state, capabilities: offered };
}
