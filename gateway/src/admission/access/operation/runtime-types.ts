import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
} from 'graphql';

/** The types that an object may have, as far as an operation tells. */
export type RuntimeTypes = readonly GraphQLObjectType[];

/** Of a declared type. */
export function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): RuntimeTypes {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

/** Within a fragment on a type; one without a condition narrows nothing. */
export function narrow(schema: GraphQLSchema, runtime: RuntimeTypes, condition: string | undefined): RuntimeTypes {
  if (condition === undefined) return runtime;
  const type = schema.getType(condition);
  if (!isCompositeType(type)) throw new TypeError('The operation is validated.');
  const possible = new Set(possibleTypes(schema, type));
  return runtime.filter((one) => possible.has(one));
}
