import {
  type EnumTypeDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  print,
} from 'graphql';

import { namedType } from '../contracts/context-kinds.js';
import { takesWhatIsSent } from './compatible-types.js';
import { type Comparison, note, refuse, typesToCompare } from './comparison.js';

/** Arguments of a field, or fields of an input object. */
export interface InputValues {
  readonly promised: readonly InputValueDefinitionNode[] | undefined;
  readonly found: readonly InputValueDefinitionNode[] | undefined;
  /** `Text.embedding(model:)` of `model`. */
  readonly coordinateOf: (name: string) => string;
}

/** What a service does not take is never sent to it; what it demands beyond the contract is never sent to anybody. */
export function compareInputs(comparison: Comparison, { promised = [], found = [], coordinateOf }: InputValues): void {
  const there = new Map(found.map((node) => [node.name.value, node]));
  for (const node of promised) {
    const taken = there.get(node.name.value);
    note(comparison, coordinateOf(node.name.value), taken !== undefined);
    if (taken) compareInput(comparison, coordinateOf(node.name.value), node, taken);
  }
  const known = new Set(promised.map(({ name }) => name.value));
  for (const extra of found) {
    if (known.has(extra.name.value) || extra.type.kind !== Kind.NON_NULL_TYPE || extra.defaultValue) continue;
    refuse(comparison, `${coordinateOf(extra.name.value)} is demanded; the contract does not have it.`, extra);
  }
}

function compareInput(
  comparison: Comparison,
  coordinate: string,
  promised: InputValueDefinitionNode,
  taken: InputValueDefinitionNode,
): void {
  if (!takesWhatIsSent(promised.type, taken.type)) {
    const message = `${coordinate} takes ${print(taken.type)}; the contract has ${print(promised.type)}.`;
    return refuse(comparison, message, taken);
  }
  const [ours, theirs] = [promised, taken].map(({ defaultValue }) => (defaultValue ? print(defaultValue) : 'nothing'));
  if (ours !== theirs) {
    return refuse(comparison, `${coordinate} is ${theirs} by default; the contract has ${ours}.`, taken);
  }
  compareTaken(comparison, namedType(promised.type));
}

function compareTaken(comparison: Comparison, name: string): void {
  const types = typesToCompare(comparison, name, 'taken');
  if (types?.promised.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    compareInputs(comparison, {
      promised: types.promised.fields,
      found: (types.found as InputObjectTypeDefinitionNode).fields,
      coordinateOf: (field) => `${name}.${field}`,
    });
  }
  if (types?.promised.kind === Kind.ENUM_TYPE_DEFINITION) {
    const taken = new Set((types.found as EnumTypeDefinitionNode).values?.map((value) => value.name.value));
    for (const value of types.promised.values ?? []) {
      note(comparison, `${name}.${value.name.value}`, taken.has(value.name.value));
    }
  }
}
