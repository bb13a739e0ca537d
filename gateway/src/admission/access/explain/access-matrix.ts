import { isObjectType, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';

import type { AccessContext } from '../access-context.js';
import type { GuardedGraph } from '../guarded-graph.js';
import { decideField } from '../operation/decide-check.js';

/** A field that asks something of its callers, and what each role is told. */
export interface MatrixRow {
  readonly coordinate: string;
  readonly rule: string;
  /** By role: null where it is allowed, else the rule that denies. */
  readonly decisions: ReadonlyMap<string, string | null>;
}

/** The rule of fields that whoever has reached their object may read. */
const OPEN = 'allow';

/** Every field that has a rule of its own, asked for without arguments, by every role. */
export async function accessMatrix(
  graph: GuardedGraph,
  roles: ReadonlyMap<string, AccessContext>,
): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  const types = Object.values(graph.schema.getTypeMap()).filter(isObjectType);
  for (const type of types.filter(({ name }) => !name.startsWith('__'))) {
    for (const field of Object.values(type.getFields())) {
      const guard = graph.guardOf(type, field);
      if (guard.rule === OPEN) continue;
      const node = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: field.name } } as const;
      const request = { snapshot: { apiSchema: graph.schema }, operation: NOTHING, variables: {}, fragments: {} };
      const decisions = new Map<string, string | null>();
      for (const [role, access] of roles)
        decisions.set(role, await decideField({ guard, node }, {}, { ...request, access }));
      rows.push({ coordinate: guard.coordinate, rule: guard.rule, decisions });
    }
  }
  return rows;
}

const NOTHING: OperationDefinitionNode = {
  kind: Kind.OPERATION_DEFINITION,
  operation: OperationTypeNode.QUERY,
  selectionSet: { kind: Kind.SELECTION_SET, selections: [] },
};
