import { getNullableType, type GraphQLOutputType, isListType, isNonNullType } from 'graphql';

/** What a field returns, by the types that its object may have: a type may promise more than its interface does. */
export type Returns = readonly GraphQLOutputType[];

/** Whether there must be no null; where types differ, the strictest counts. */
export function isNonNullable(returns: Returns): boolean {
  return returns.some(isNonNullType);
}

/** The types of the items, of those that are lists. */
export function itemsOf(returns: Returns): Returns {
  return returns.flatMap((type) => {
    const list = getNullableType(type);
    return isListType(list) ? [list.ofType] : [];
  });
}
