import { mapSchema, MapperKind } from '@graphql-tools/utils';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';

import { applyMiddleware, deny, shield } from '../shield.js';
import type { AccessContext } from './access-context.js';
import { ALLOWED } from './allowed.js';
import type { FieldRules } from './compile-rules.js';

/** A resolver that returns `ALLOWED`, or whatever else a shield lets through: then the field is denied. */
export type GuardedResolver = GraphQLFieldResolver<unknown, AccessContext, Readonly<Record<string, unknown>>>;

/**
 * A copy of a schema under graphql-shield. The resolvers of a federated API schema never run, so the copy has resolvers
 * of its own, which do nothing but say that they were reached.
 */
export function guardSchema(schema: GraphQLSchema, rules: FieldRules): GraphQLSchema {
  const reachable = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: ({ subscribe: _, ...field }) => ({ ...field, resolve: () => ALLOWED }),
  });
  const generator = shield(rules, {
    fallbackRule: deny,
    // Without it a rule that throws would be `false`, and `not` would turn that into allowed.
    debug: true,
    hashFunction: createArgumentsHash(),
  });
  return applyMiddleware(reachable, generator);
}

/**
 * What `strict` rules are remembered by: the identity of the arguments. shield's own function hashes the parent, which
 * must not be read, and takes 28 µs a rule.
 */
function createArgumentsHash(): (called: { readonly args: unknown }) => string {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return ({ args }) => {
    const key = args as object;
    const number = numbers.get(key) ?? ++last;
    numbers.set(key, number);
    return String(number);
  };
}
