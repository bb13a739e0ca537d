import { ServiceError } from '@sluice/schema';
import { type DocumentNode, type NameNode, visit } from 'graphql';

/** Names that assignments take for something else than data: an answer or a variable of that name could change objects. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a name is one of those. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/** Refuses aliases and variables with such names; null where there are none. */
export function checkNames(document: DocumentNode): ServiceError | null {
  const found: string[] = [];
  const look = (name: NameNode | undefined) => {
    if (name && isReserved(name.value)) found.push(name.value);
  };
  visit(document, {
    Field: ({ alias, name }) => look(alias ?? name),
    VariableDefinition: ({ variable }) => look(variable.name),
    OperationDefinition: ({ name }) => look(name),
    FragmentDefinition: ({ name }) => look(name),
  });
  const [name] = found;
  if (name === undefined) return null;
  return new ServiceError('GRAPHQL_VALIDATION_FAILED', `The name ${name} cannot be used in an operation.`);
}
