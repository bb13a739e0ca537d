import type { ASTNode, FieldDefinitionNode, InputValueDefinitionNode, TypeDefinitionNode } from 'graphql';

import { type ContractProblem, placeOf } from '../compose/contract-problem.js';
import type { TypesByName } from './merged-types.js';

/** How a service's types stand to those of a contract, as far as they were compared. */
export interface Comparison {
  /** The types that the contract knows, the common ones among them. */
  readonly contract: TypesByName;
  readonly service: TypesByName;
  /** What of the contract is there: `Text.embedding`, `Text.embedding(model:)`, `Embedding.vector`, `Encoding.LIST`. */
  readonly supported: Set<string>;
  /** What is not there. */
  readonly missing: Set<string>;
  /** What is there and is not as the contract has it. */
  readonly problems: ContractProblem[];
  /** Types that were compared already, as what they are given and as what is taken. */
  readonly seen: Set<string>;
}

export function createComparison(contract: TypesByName, service: TypesByName): Comparison {
  return { contract, service, supported: new Set(), missing: new Set(), problems: [], seen: new Set() };
}

/** Notes whether something of the contract is there. */
export function note({ supported, missing }: Comparison, coordinate: string, isThere: boolean): void {
  (isThere ? supported : missing).add(coordinate);
}

export function refuse({ problems }: Comparison, message: string, node: ASTNode | undefined): void {
  problems.push({ message, place: placeOf(node && [node]) });
}

/**
 * The type of a name in the contract and at the service, when it has to be compared still.
 *
 * @param as whether the service gives it, or takes it
 */
export function typesToCompare(comparison: Comparison, name: string, as: 'given' | 'taken') {
  const { contract, service, seen } = comparison;
  const promised = contract.get(name);
  if (!promised || seen.has(`${as} ${name}`)) return null;
  seen.add(`${as} ${name}`);
  const found = service.get(name);
  if (found?.kind === promised.kind) return { promised, found };
  refuse(comparison, `${name} is not defined, or as something else than in the contract.`, found);
  return null;
}

/** The fields of a type by name; none of a type that is not there or has none. */
export function fieldsOf<Field extends FieldDefinitionNode | InputValueDefinitionNode = FieldDefinitionNode>(
  type: TypeDefinitionNode | undefined,
): ReadonlyMap<string, Field> {
  const fields = type && 'fields' in type ? (type.fields ?? []) : [];
  return new Map(fields.map((node) => [node.name.value, node as Field]));
}
