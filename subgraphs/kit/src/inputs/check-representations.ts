import { GraphQLError, type GraphQLSchema, isScalarType, isUnionType, valueFromASTUntyped } from 'graphql';

/**
 * Has representations refused with `BAD_USER_INPUT` where they are none of an entity of this subgraph. The subgraph
 * library takes any value for one, and what it then throws has no code.
 */
export function checkRepresentations(schema: GraphQLSchema): GraphQLSchema {
  const [scalar, union] = [schema.getType('_Any'), schema.getType('_Entity')];
  // Of no capability there are no entities.
  if (!isScalarType(scalar) || !isUnionType(union)) return schema;
  const names = new Set(union.getTypes().map(({ name }) => name));
  scalar.parseValue = (value) => checkRepresentation(value, names);
  scalar.parseLiteral = (node, variables) => checkRepresentation(valueFromASTUntyped(node, variables), names);
  return schema;
}

function checkRepresentation(value: unknown, names: ReadonlySet<string>): unknown {
  const type = typeof value === 'object' && value !== null && '__typename' in value ? value.__typename : undefined;
  if (typeof type === 'string' && names.has(type)) return value;
  throw new GraphQLError(`Expected an object whose __typename is one of ${[...names].join(', ')}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
