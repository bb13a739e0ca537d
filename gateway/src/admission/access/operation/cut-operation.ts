import {
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

import type { CompiledOperation, FieldPart, SelectedPart } from './selected-part.js';

/**
 * What is left of an operation without the denied fields, as a document of its own, its fragments spread out.
 *
 * In the place of each denied field stands `__typename` under a name of its own. It costs nothing, it keeps every
 * selection from becoming empty, and it comes back exactly where the field would have stood: under the same type
 * conditions, `@skip` and `@include`, in the same order. Every object from there up to the root tells its type as well,
 * since nulls go up by what that type promises.
 */
export function cutOperation(
  operation: OperationDefinitionNode,
  { parts, freePrefix }: CompiledOperation,
  denied: ReadonlySet<FieldPart>,
): DocumentNode {
  const isCut = (part: SelectedPart): boolean => (part.kind === 'field' && denied.has(part)) || part.parts.some(isCut);
  const cutParts = (all: readonly SelectedPart[]): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: [...all.map(cutPart), ...(all.some(isCut) ? [typename(freePrefix)] : [])],
  });
  const cutPart = (part: SelectedPart): SelectionNode => {
    if (part.kind === 'fragment') return spreadOut(part.node, part.typeCondition, part.parts.map(cutPart));
    const { node, key } = part;
    if (denied.has(part)) return typename(freePrefix + key, node.directives);
    return part.parts.length > 0 ? { ...node, selectionSet: cutParts(part.parts) } : node;
  };
  const left = { ...operation, selectionSet: cutParts(parts) };
  const used = variablesIn(left);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return { kind: Kind.DOCUMENT, definitions: [{ ...left, variableDefinitions }] };
}

/** @param directives of the field in whose place it stands; those but `@skip` and `@include` may belong to it alone */
function typename(key: string, directives: FieldNode['directives'] = []): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: key },
    name: { kind: Kind.NAME, value: '__typename' },
    directives: directives.filter(({ name }) => name.value === 'skip' || name.value === 'include'),
  };
}

function spreadOut(
  { directives = [] }: Pick<InlineFragmentNode, 'directives'>,
  typeCondition: InlineFragmentNode['typeCondition'],
  selections: readonly SelectionNode[],
): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...(typeCondition && { typeCondition }),
    directives,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

function variablesIn({ selectionSet, directives = [] }: OperationDefinitionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = { Variable: ({ name }: { name: { value: string } }) => void names.add(name.value) };
  for (const node of [selectionSet, ...directives]) visit(node, collect);
  return names;
}
