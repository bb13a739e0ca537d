import { type FieldDefinitionNode, Kind } from 'graphql';

import { type ContractProblem, placeOf } from '../compose/contract-problem.js';
import { directiveOf } from '../contracts/context-kinds.js';
import { keyOf, type Names } from './names.js';
import type { TypesByName } from './merged-types.js';

/** A field that no contract has yet. */
export interface NewField {
  readonly typeName: string;
  readonly field: FieldDefinitionNode;
}

/** What a service says beyond the contracts. */
export interface ForeignFields {
  /** The fields that may become a capability. */
  readonly fields: readonly NewField[];
  readonly problems: readonly ContractProblem[];
}

/** Federation's own. */
const FEDERATION_FIELDS: ReadonlySet<string> = new Set(['Query._service', 'Query._entities']);
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * Fields that a service adds to what all contracts share. One of the gateway's own, or one that no AI service answers,
 * is nobody's to add.
 */
export function foreignFields(service: TypesByName, names: Names): ForeignFields {
  const problems: ContractProblem[] = ownedTypes(service, names);
  const fields: NewField[] = [];
  for (const [typeName, shared] of names.shared) {
    const type = service.get(typeName);
    if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      const coordinate = `${typeName}.${field.name.value}`;
      if (FEDERATION_FIELDS.has(coordinate) || field.name.value === keyOf(shared)) continue;
      const refusal = refusalOf(coordinate, field, names);
      if (refusal !== null) problems.push({ message: refusal, place: placeOf([field]) });
      else if (!names.fields.has(coordinate)) fields.push({ typeName, field });
    }
  }
  return { fields, problems };
}

function refusalOf(coordinate: string, field: FieldDefinitionNode, names: Names): string | null {
  const owner = names.fields.get(coordinate);
  if (owner) return owner.kind === 'control' ? `${coordinate} is the gateway's own.` : null;
  if (!PLAIN_NAME.test(field.name.value)) return `${coordinate}: a name has letters and digits alone.`;
  return directiveOf(field, 'call') ? null : `${coordinate} is of no contract, and has no @call to make it one.`;
}

function ownedTypes(service: TypesByName, { ownTypes, shared }: Names): ContractProblem[] {
  return [...service.values()].flatMap((type) => {
    const name = type.name.value;
    const place = placeOf([type]);
    if (ownTypes.has(name)) return [{ message: `${name} is a type of the gateway's own.`, place }];
    const isEntity = directiveOf(type, 'key') !== undefined;
    if (isEntity && !shared.has(name)) {
      return [{ message: `${name} has a @key: services add to Text, Image and Audio, and have no entities.`, place }];
    }
    return shared.has(name) && type.kind !== Kind.OBJECT_TYPE_DEFINITION
      ? [{ message: `${name} is an object type.`, place }]
      : [];
  });
}
