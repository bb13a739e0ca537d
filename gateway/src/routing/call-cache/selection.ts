import {
  type FieldNode,
  type FragmentDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';

import type { CallNode } from '../calls/call.js';
import type { CompiledFetch } from '../calls/compile-fetch.js';

/** What a call asks for below its field, in a form that is the same however it was written. */
export interface Selection {
  /** Arguments and selections sorted; names of the response stay, since the answer has them. */
  readonly text: string;
  /** The variables in it, sorted; those of the field's own arguments are not among them. */
  readonly variables: readonly string[];
}

const known = new WeakMap<CallNode, Selection>();

/** The selection of a call, found once a plan. */
export function selectionOf(node: CallNode, fetch: Pick<CompiledFetch, 'fragments'>): Selection {
  const selection = known.get(node) ?? compileSelection(node, fetch);
  known.set(node, selection);
  return selection;
}

/** The variables of a fetch, those that were not given by their defaults. */
export function givenVariables(
  { operation: { variableDefinitions = [] } }: Pick<CompiledFetch, 'operation'>,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return defaults.length === 0 ? variables : { ...Object.fromEntries(defaults), ...variables };
}

function compileSelection({ field }: CallNode, { fragments }: Pick<CompiledFetch, 'fragments'>): Selection {
  if (!field.selectionSet) return { text: '', variables: [] };
  const parts: (SelectionSetNode | FragmentDefinitionNode)[] = [sorted(field.selectionSet)];
  const spread = new Set<string>();
  const variables = new Set<string>();
  // A fragment may spread others: the list grows while it is read.
  for (const part of parts) {
    visit(part, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.find((each) => each.name.value === name.value);
        if (fragment && !spread.has(name.value)) parts.push(sorted(fragment));
        spread.add(name.value);
      },
    });
  }
  return { text: parts.map((part) => print(part)).join('\n'), variables: [...variables].sort() };
}

function sorted<Node extends SelectionSetNode | FragmentDefinitionNode>(node: Node): Node {
  return visit(node, {
    Field: { leave: (field) => ({ ...field, arguments: byText(field.arguments) }) },
    SelectionSet: { leave: (set) => ({ ...set, selections: byText<SelectionNode>(set.selections) }) },
  }) as Node;
}

function byText<Item extends SelectionNode | NonNullable<FieldNode['arguments']>[number]>(
  items: readonly Item[] = [],
): Item[] {
  return items
    .map((item) => [print(item), item] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => item);
}
