import {
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  Kind,
  print,
  type UnionTypeDefinitionNode,
} from 'graphql';

import { namedType } from '../contracts/context-kinds.js';
import { compareInputs } from './compare-inputs.js';
import { givesWhatIsPromised } from './compatible-types.js';
import { type Comparison, fieldsOf, note, refuse, typesToCompare } from './comparison.js';

/** Compares a field of the contract with the service's, and all types that it leads to. */
export function compareField(comparison: Comparison, typeName: string, promised: FieldDefinitionNode): void {
  const coordinate = `${typeName}.${promised.name.value}`;
  const found = fieldsOf(comparison.service.get(typeName)).get(promised.name.value);
  note(comparison, coordinate, found !== undefined);
  if (!found) return;
  if (!givesWhatIsPromised(promised.type, found.type)) {
    const message = `${coordinate} gives ${print(found.type)}; the contract has ${print(promised.type)}.`;
    return refuse(comparison, message, found);
  }
  compareInputs(comparison, {
    promised: promised.arguments,
    found: found.arguments,
    coordinateOf: (name) => `${coordinate}(${name}:)`,
  });
  compareGiven(comparison, namedType(promised.type));
}

/** A field that is missing can be done without; a value that nobody expects cannot. */
function compareGiven(comparison: Comparison, name: string): void {
  const types = typesToCompare(comparison, name, 'given');
  if (!types) return;
  const { promised, found } = types;
  switch (promised.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      for (const field of promised.fields ?? []) compareField(comparison, name, field);
      break;
    case Kind.UNION_TYPE_DEFINITION: {
      const known = namesOf(promised.types);
      for (const member of (found as UnionTypeDefinitionNode).types ?? []) {
        if (known.has(member.name.value)) compareGiven(comparison, member.name.value);
        else refuse(comparison, `${name} may be ${member.name.value}, which the contract does not know.`, member);
      }
      break;
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const known = namesOf(promised.values);
      for (const value of (found as EnumTypeDefinitionNode).values ?? []) {
        if (known.has(value.name.value)) continue;
        refuse(comparison, `${name}.${value.name.value} is not known to the contract.`, value);
      }
      break;
    }
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
  }
}

function namesOf(nodes: readonly { readonly name: { readonly value: string } }[] = []): ReadonlySet<string> {
  return new Set(nodes.map(({ name }) => name.value));
}
