import {
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';

import type { CompiledOperation, FieldPart, SelectedPart } from './selected-part.js';

/**
 * What is left of an operation without the denied fields, as a document of its own, its fragments spread out.
 *
 * In the place of each denied field stands `__typename` under a name of its own. It costs nothing, it keeps every
 * selection from becoming empty, and it comes back exactly where the field would have stood: under the same type
 * conditions, `@skip` and `@include`, in the same order, with the type of the object.
 */
export function cutOperation(
  operation: OperationDefinitionNode,
  { parts, freePrefix }: CompiledOperation,
  denied: ReadonlySet<FieldPart>,
): DocumentNode {
  const cutPart = (part: SelectedPart): SelectionNode => {
    if (part.kind === 'fragment') return spreadOut(part.node, part.typeCondition, part.parts.map(cutPart));
    const { node, key } = part;
    if (denied.has(part)) return placeholder(node, freePrefix + key);
    if (!node.selectionSet || part.parts.length === 0) return node;
    return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: part.parts.map(cutPart) } };
  };
  const selectionSet = { kind: Kind.SELECTION_SET, selections: parts.map(cutPart) } as const;
  const left = { ...operation, selectionSet };
  const used = variablesIn(left);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return { kind: Kind.DOCUMENT, definitions: [{ ...left, variableDefinitions }] };
}

function placeholder({ directives = [] }: FieldNode, key: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: key },
    name: { kind: Kind.NAME, value: '__typename' },
    // Others may belong to the field alone.
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
