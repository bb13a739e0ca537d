import { getNamedType, type GraphQLField, type GraphQLInputType, isInputObjectType } from 'graphql';

import type { CostIndex } from '../../supergraph/cost-index.js';

type Values = Readonly<Record<string, unknown>>;

/** What the arguments of a field cost that are given, and the members of input objects among them. */
export function argumentCost(
  coordinate: string,
  { args: declared }: GraphQLField<unknown, unknown>,
  args: Values,
  costs: CostIndex,
): number {
  return declared.reduce((total, { name, type }) => {
    const value = args[name];
    if (value === undefined) return total;
    return total + (costs.get(`${coordinate}(${name}:)`) ?? 0) + valueCost(type, value, costs);
  }, 0);
}

function valueCost(type: GraphQLInputType, value: unknown, costs: CostIndex): number {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((total, item) => total + valueCost(named, item, costs), 0);
  return Object.values(named.getFields()).reduce((total, { name, type: inner }) => {
    const member = (value as Values)[name];
    if (member === undefined || member === null) return total;
    return total + (costs.get(`${named.name}.${name}`) ?? 0) + valueCost(inner, member, costs);
  }, 0);
}
