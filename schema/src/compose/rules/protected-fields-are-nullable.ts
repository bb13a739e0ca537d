import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';

import { directiveOf, namedType } from '../../contracts/context-kinds.js';
import { type ContractProblem, placeOf } from '../contract-problem.js';

const SECURITY = ['authenticated', 'requiresScopes', 'policy'];

/**
 * A field that is denied, or whose service fails, becomes null: it must be nullable, or its null would take the
 * parent with it. A field is protected by a directive of its own or by one of the type that it returns.
 */
export function protectedFieldsAreNullable(documents: readonly DocumentNode[]): ContractProblem[] {
  const types = documents
    .flatMap(({ definitions }) => definitions)
    .filter((definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const isProtected = (node: Parameters<typeof directiveOf>[0]) => SECURITY.some((name) => directiveOf(node, name));
  const protectedTypes = new Set(types.filter(isProtected).map(({ name }) => name.value));

  return types.flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
      .filter((field) => isProtected(field) || protectedTypes.has(namedType(field.type)))
      .map((field) => ({
        message: `${type.name.value}.${field.name.value} is protected and must be nullable.`,
        place: placeOf([field.name]),
      })),
  );
}
