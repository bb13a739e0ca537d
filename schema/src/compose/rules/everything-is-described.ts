import {
  type ASTNode,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

import { type ContractProblem, placeOf } from '../contract-problem.js';

interface Described {
  readonly description?: string | null | undefined;
  readonly astNode?: ASTNode | null | undefined;
}

/** SDL is documentation: every type, field, argument and enum value of the public graph has a description. */
export function everythingIsDescribed(schema: GraphQLSchema): ContractProblem[] {
  const problems: ContractProblem[] = [];
  const check = (coordinate: string, item: Described) => {
    if (item.description?.trim()) return;
    problems.push({
      message: `${coordinate} has no description.`,
      place: item.astNode ? placeOf([item.astNode]) : null,
    });
  };
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!(isObjectType(type) && roots.has(type))) check(type.name, type);
    if (isEnumType(type)) type.getValues().forEach((value) => check(`${type.name}.${value.name}`, value));
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields())) {
      check(`${type.name}.${field.name}`, field);
      for (const argument of 'args' in field ? field.args : []) {
        check(`${type.name}.${field.name}(${argument.name}:)`, argument);
      }
    }
  }
  return problems;
}
