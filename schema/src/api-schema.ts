import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, isInputObjectType } from 'graphql';

/**
 * Reads a supergraph with its security directives. `ApolloGateway` refuses such a supergraph; the features that the
 * router supports are enforced here by the gateway's own admission.
 */
export function buildSupergraph(supergraph: string): Supergraph {
  return Supergraph.build(supergraph, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
}

/**
 * The API schema of a supergraph: what a client sees. Composition does not know `@oneOf`, which is why it travels as
 * a directive of our own and is turned into graphql-js' `isOneOf` here.
 */
export function toApiSchema(supergraph: Supergraph): GraphQLSchema {
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
  for (const type of supergraph.schema.inputTypes()) {
    const api = type.hasAppliedDirective('oneOf') ? schema.getType(type.name) : undefined;
    if (isInputObjectType(api)) api.isOneOf = true;
  }
  return schema;
}
