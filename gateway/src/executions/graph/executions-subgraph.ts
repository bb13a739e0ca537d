import { buildSubgraphSchema } from '@apollo/subgraph';
import { getNamedType, type GraphQLSchema, isInputObjectType, parse } from 'graphql';

import type { SupergraphSnapshot } from '../../supergraph/snapshot.js';
import type { Executions } from '../create-executions.js';
import { mutations } from './mutations.js';
import { queries } from './queries.js';
import { subscriptions } from './subscriptions.js';
import { typeResolvers } from './type-resolvers.js';

/** The name of the control subgraph, a file of `schema/control/` and what composition makes of the capabilities. */
export const EXECUTIONS_SUBGRAPH = 'executions';

/** The control subgraph of executions in one graph: what can be submitted there. It lives in the gateway. */
export function createExecutionsSchema(
  executions: Executions,
  { subgraphSdl }: Pick<SupergraphSnapshot, 'subgraphSdl'>,
): GraphQLSchema {
  const typeDefs = parse(subgraphSdl(EXECUTIONS_SUBGRAPH));
  const resolvers = {
    Query: queries(executions),
    Mutation: mutations(executions),
    Subscription: subscriptions(executions),
    ...typeResolvers(executions, (kind) => outputTypes.get(kind)),
  };
  const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
  const outputTypes = outputTypesOf(schema);
  return schema;
}

/** By kind, the type that tells of its context: composition names it after the input. */
function outputTypesOf(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const input = schema.getType('ContextInput');
  const members = isInputObjectType(input) ? Object.values(input.getFields()) : [];
  return new Map(
    members.map(({ name, type }) => [name, getNamedType(type).name.replace(/(?:Context)?Input$/, 'Context')]),
  );
}
