import { type ConstDirectiveNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';

import type { Contract } from './read-contracts.js';

/** A field that an AI service answers: one that carries `@call`. */
export interface CallField {
  readonly contract: Contract;
  /** `Text`, `Image`, `Audio`, `Mutation` or `Subscription`. */
  readonly typeName: string;
  readonly field: FieldDefinitionNode;
  /** The other fields of the type in the same contract. */
  readonly siblings: readonly FieldDefinitionNode[];
}

/** Every field of the contracts that an AI service answers. */
export function callFields(contracts: readonly Contract[]): CallField[] {
  return contracts.flatMap((contract) =>
    contract.document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const fields = definition.fields ?? [];
      return fields
        .filter((field) => directiveOf(field, 'call'))
        .map((field) => ({ contract, typeName: definition.name.value, field, siblings: fields }));
    }),
  );
}

/** The directive of a name on a node, where it has one. */
export function directiveOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): ConstDirectiveNode | undefined {
  return node.directives?.find((directive) => directive.name.value === name);
}

/** The string value of a directive's argument, where it has one. */
export function stringArgument(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The name at the heart of a type: `Text` of `[Text!]!`. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
