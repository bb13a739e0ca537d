import {
  concatAST,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';

import type { Contract, Contracts } from './read-contracts.js';

/**
 * The subgraph document of a service that implements several contracts: the common definitions, and each type once,
 * with the fields of all contracts. An entity that one contract resolves and another only refers to is resolvable.
 */
export function subgraphDocument(common: Contracts['common'], contracts: readonly Contract[]): DocumentNode {
  const types = new Map<string, ObjectTypeDefinitionNode>();
  const others = new Map<string, DefinitionNode>();
  for (const definition of contracts.flatMap(({ document }) => document.definitions)) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const known = types.get(definition.name.value);
      types.set(definition.name.value, known ? mergeTypes(known, definition) : definition);
    } else {
      others.set('name' in definition && definition.name ? definition.name.value : `#${others.size}`, definition);
    }
  }
  return concatAST([common, { kind: Kind.DOCUMENT, definitions: [...types.values(), ...others.values()] }]);
}

function mergeTypes(one: ObjectTypeDefinitionNode, other: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const description = one.description ?? other.description;
  return {
    ...one,
    ...(description && { description }),
    directives: mergeDirectives(one.directives ?? [], other.directives ?? []),
    fields: mergeFields(one.fields ?? [], other.fields ?? []),
  };
}

function mergeFields(one: readonly FieldDefinitionNode[], other: readonly FieldDefinitionNode[]) {
  const known = new Set(one.map(({ name }) => name.value));
  return [...one, ...other.filter(({ name }) => !known.has(name.value))];
}

function mergeDirectives(one: readonly ConstDirectiveNode[], other: readonly ConstDirectiveNode[]) {
  const resolvable = (directives: readonly ConstDirectiveNode[]) =>
    directives.some((directive) => directive.name.value === 'key' && !isReferenceOnly(directive));
  return resolvable(other) ? other : one;
}

/** Whether a `@key` says `resolvable: false`: the subgraph only refers to the entity. */
function isReferenceOnly(key: ConstDirectiveNode): boolean {
  return (key.arguments ?? []).some(
    ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  );
}
