import { type FieldNode, Kind, print, type SelectionNode, type VariableDefinitionNode } from 'graphql';

import type { ServiceRequest } from '../service-client.js';
import type { Call, CallNode } from './call.js';
import { type CompiledFetch, usedBy } from './compile-fetch.js';
import { withModel } from './model-place.js';

type Variables = Readonly<Record<string, unknown>>;

/** One operation to a service, and the calls that it makes. */
export interface CallRequest {
  readonly request: ServiceRequest;
  /** For every place of the answer: an entity, or the root alone. */
  readonly places: readonly (readonly Call[])[];
}

/**
 * Puts calls of one fetch together into as few operations as can be. Entities that need the same fields go as one; in
 * the common case that is the whole fetch, whose text the plan has already.
 *
 * @param model the one that all calls name, in place of what the caller named; null to leave that as it is
 */
export function toRequests(
  fetch: CompiledFetch,
  calls: readonly Call[],
  variables: Variables,
  model: string | null = null,
): CallRequest[] {
  if (fetch.kind === 'root') {
    const request = toRequest(
      fetch,
      calls.map(({ node }) => node),
      { variables, model },
    );
    return calls.length > 0 ? [{ request, places: [calls] }] : [];
  }
  const groups = new Map<string, Call[][]>();
  for (const entity of groupBy(calls, ({ representation }) => JSON.stringify(representation)).values()) {
    const fields = JSON.stringify(entity.map(({ node }) => [node.typeName, node.name]));
    groups.set(fields, [...(groups.get(fields) ?? []), entity]);
  }
  return [...groups.values()].map((places) => {
    const representations = places.map(([call]) => call?.representation);
    const nodes = (places[0] ?? []).map(({ node }) => node);
    return { request: toRequest(fetch, nodes, { variables: { ...variables, representations }, model }), places };
  });
}

function toRequest(
  fetch: CompiledFetch,
  asked: readonly CallNode[],
  { variables: given, model }: { readonly variables: Variables; readonly model: string | null },
): ServiceRequest {
  const { nodes, definitions, variables } = renamed(fetch, asked, { variables: given, model });
  const operationName = fetch.operation.name?.value;
  const isWhole = fetch.nodes.every((node) => nodes.includes(node));
  if (isWhole) return { query: fetch.query, variables, operationName };
  const used = new Set(['representations', ...nodes.flatMap((node) => node.variables)]);
  const kept = Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name)));
  return { query: printPart(fetch, nodes, { used, definitions }), variables: kept, operationName };
}

/** The fields that name a model, naming another. */
function renamed(
  { fragments }: CompiledFetch,
  asked: readonly CallNode[],
  { variables: given, model }: { readonly variables: Variables; readonly model: string | null },
) {
  const definitions: VariableDefinitionNode[] = [];
  let variables = given;
  const nodes = asked.map((node, index) => {
    if (model === null || node.model === null) return node;
    const made = withModel(node.field, node.model, { model, variables: given, variable: `sluiceInput${index}` });
    definitions.push(...made.definitions);
    variables = { ...variables, ...made.variables };
    return { ...node, field: made.field, variables: [...usedBy(made.field, fragments).variables] };
  });
  return { nodes, definitions, variables };
}

function printPart(
  { operation, fragments, kind }: CompiledFetch,
  nodes: readonly CallNode[],
  {
    used,
    definitions,
  }: { readonly used: ReadonlySet<string>; readonly definitions: readonly VariableDefinitionNode[] },
): string {
  const fields = nodes.map(({ typeName, field }): SelectionNode =>
    typeName === null ? field : inlineFragment(typeName, field),
  );
  const [entities] = operation.selectionSet.selections;
  const selections =
    kind === 'entities' ? [{ ...(entities as FieldNode), selectionSet: selectionSet(fields) }] : fields;
  const kept = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const part = {
    ...operation,
    variableDefinitions: [...kept, ...definitions],
    selectionSet: selectionSet(selections),
  };
  const text = print(part);
  const spread = fragments.filter(({ name }) => text.includes(`...${name.value}`));
  return [text, ...spread.map((fragment) => print(fragment))].join('\n');
}

function inlineFragment(typeName: string, field: FieldNode): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: selectionSet([field]) };
}

function selectionSet(selections: readonly SelectionNode[]) {
  return { kind: Kind.SELECTION_SET, selections } as const;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
