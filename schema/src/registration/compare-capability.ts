import { type ConstValueNode, type DocumentNode, Kind, type TypeDefinitionNode } from 'graphql';

import type { ContractProblem } from '../compose/contract-problem.js';
import { callFields, directiveOf, stringArgument } from '../contracts/context-kinds.js';
import type { Contract } from '../contracts/read-contracts.js';
import { compareField } from './compare-outputs.js';
import { createComparison, fieldsOf, refuse } from './comparison.js';
import { mergedTypes, type TypesByName } from './merged-types.js';

/** What a service has of a capability. */
export interface CapabilityComparison {
  /** The coordinates that it has; null for all of the contract. */
  readonly supports: readonly string[] | null;
  readonly problems: readonly ContractProblem[];
}

/** Compares a service's types with the contract of a capability; null where it has none of its fields. */
export function compareCapability(
  capability: Contract,
  common: DocumentNode,
  service: TypesByName,
): CapabilityComparison | null {
  const fields = callFields([capability]);
  const present = fields.filter(({ typeName, field }) => fieldsOf(service.get(typeName)).has(field.name.value));
  if (present.length === 0) return null;
  const own = mergedTypes(capability.document);
  const comparison = createComparison(new Map([...mergedTypes(common), ...withoutCalls(own)]), service);
  for (const { typeName, field } of fields) compareField(comparison, typeName, field);
  for (const typeName of new Set(present.map((field) => field.typeName))) {
    const [promised] = resolvedKeys(own.get(typeName));
    if (promised === undefined || resolvedKeys(service.get(typeName)).includes(promised)) continue;
    refuse(comparison, `${typeName} must have @key(fields: "${promised}"), and resolve it.`, service.get(typeName));
  }
  const { problems, missing, supported } = comparison;
  return { supports: missing.size === 0 ? null : [...supported], problems };
}

/** Where a result leads to an entity, its key is what is compared; calls are compared by themselves. */
function withoutCalls(types: TypesByName): TypesByName {
  return new Map(
    [...types].map(([name, type]) => [
      name,
      type.kind === Kind.OBJECT_TYPE_DEFINITION
        ? { ...type, fields: (type.fields ?? []).filter((field) => !directiveOf(field, 'call')) }
        : type,
    ]),
  );
}

/** The keys by which a subgraph resolves an entity; none for a root type. */
function resolvedKeys(type: TypeDefinitionNode | undefined): string[] {
  return (type?.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .filter((key) => !key.arguments?.some(({ name, value }) => name.value === 'resolvable' && isFalse(value)))
    .flatMap((key) => stringArgument(key, 'fields')?.trim() ?? []);
}

const isFalse = (value: ConstValueNode) => value.kind === Kind.BOOLEAN && !value.value;
