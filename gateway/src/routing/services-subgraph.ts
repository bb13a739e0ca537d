import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, subgraphDocument } from '@sluice/schema';
import type { QueryResolvers, SubscriptionResolvers } from '@sluice/schema/resolvers';
import type { GraphQLSchema } from 'graphql';

import type { RequestContext } from '../request-context.js';
import { type CatalogOptions, createCatalog } from './catalog/catalog.js';
import { watchServices, type WatchServicesOptions } from './watch-services.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const SERVICES_SUBGRAPH = 'services';

export type ServicesSchemaOptions = CatalogOptions & WatchServicesOptions;

/** The control subgraph that tells which AI services, capabilities and models there are, and how they are. */
export function createServicesSchema(options: ServicesSchemaOptions): GraphQLSchema {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === SERVICES_SUBGRAPH);
  const catalog = createCatalog(options);
  const Query: QueryResolvers<RequestContext> = {
    services: () => catalog.services(),
    capabilities: () => catalog.capabilities(),
    models: (_, { capability }) => catalog.models(capability ?? null),
  };
  const Subscription: SubscriptionResolvers<RequestContext> = {
    services: { subscribe: () => watchServices(options), resolve: (name: string) => catalog.service(name) },
  };
  const typeDefs = subgraphDocument(common, contract);
  return buildSubgraphSchema({ typeDefs, resolvers: { Query, Subscription } as never });
}
