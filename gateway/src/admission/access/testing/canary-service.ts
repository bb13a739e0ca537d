import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, subgraphDocument } from '@sluice/schema';
import {
  execute,
  getNamedType,
  getNullableType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';

import { startUpstream, type Upstream } from '../../../testing/start-upstream.js';

/** A service of every capability whose every text says where it comes from. */
export async function startCanaryService(): Promise<Upstream> {
  const { common, contracts } = readContracts();
  const offered = contracts.filter(({ kind }) => kind === 'capability');
  const schema = buildSubgraphSchema({ typeDefs: subgraphDocument(common, offered) });
  const upstream = await startUpstream(...offered.map(({ name }) => name));
  upstream.answer(({ body }) => answer(schema, body));
  return upstream;
}

/** What a text of a field says; it must never be seen by those who may not read the field. */
export const canaryOf = (coordinate: string) => `canary-${coordinate}`;

function answer(schema: GraphQLSchema, { query, variables }: { query: string; variables: Record<string, unknown> }) {
  return execute({
    schema,
    document: parse(query),
    variableValues: variables,
    fieldResolver: (
      source: Readonly<Record<string, unknown>> | undefined,
      _,
      __,
      { fieldName, parentType, returnType },
    ) => source?.[fieldName] ?? valueOf(schema, returnType, `${parentType.name}.${fieldName}`),
  });
}

function valueOf(schema: GraphQLSchema, type: GraphQLOutputType, coordinate: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(schema, nullable.ofType, coordinate)];
  const named = getNamedType(nullable);
  if (isObjectType(named)) return { __typename: named.name };
  if (isAbstractType(named)) return { __typename: schema.getPossibleTypes(named)[0]?.name };
  if (isEnumType(named)) return named.getValues()[0]?.value as unknown;
  const scalars: Readonly<Record<string, unknown>> = { Int: 7, Float: 0.5, Boolean: true, Vector: [0.25] };
  return scalars[named.name] ?? canaryOf(coordinate);
}
