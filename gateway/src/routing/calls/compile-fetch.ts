import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';

import type { CallContract } from '../../supergraph/capability-index.js';
import type { CallNode } from './call.js';
import { fitsOf } from './fits.js';
import { mediaPlaces, typeOfField } from './media-places.js';
import { modelPlaceOf } from './model-place.js';

/** A fetch of a plan, taken apart into the fields that are resolved on their own. */
export interface CompiledFetch {
  readonly query: string;
  readonly operation: OperationDefinitionNode;
  readonly fragments: readonly FragmentDefinitionNode[];
  readonly kind: 'entities' | 'root';
  readonly nodes: readonly CallNode[];
}

/** Fetches that stay compiled; a plan has a handful. */
const MAX_FETCHES = 2_000;

/**
 * Compiles the fetches from a capability, each once.
 *
 * @param schema of the supergraph
 */
export function createFetchCompiler(
  contracts: readonly CallContract[],
  schema: GraphQLSchema,
): (query: string) => CompiledFetch {
  const byCoordinate = new Map(contracts.map((contract) => [contract.coordinate, contract]));
  const compiled = new LRUCache<string, CompiledFetch>({ max: MAX_FETCHES });
  return (query) => {
    const fetch = compiled.get(query) ?? compile(query, byCoordinate, schema);
    compiled.set(query, fetch);
    return fetch;
  };
}

function compile(query: string, contracts: ReadonlyMap<string, CallContract>, schema: GraphQLSchema): CompiledFetch {
  const { definitions } = parse(query, { noLocation: true });
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new TypeError('A fetch of a plan is an operation.');
  const [first] = operation.selectionSet.selections;
  const entities = first?.kind === Kind.FIELD && first.name.value === '_entities' ? first : null;
  const root = ROOT_TYPES[operation.operation];
  const found = entities
    ? fieldsOf(entities.selectionSet?.selections ?? [], null, fragments)
    : fieldsOf(operation.selectionSet.selections, null, fragments);
  const nodes = found.map(([typeName, field]) => {
    const parent = typeName ?? root;
    const contract = contracts.get(`${parent}.${field.name.value}`) ?? null;
    const type = typeOfField(schema.getType(parent), field.name.value);
    const media = mediaPlaces(field, type, fragments, schema);
    const model = modelPlaceOf(schema.getType(parent), field.name.value);
    const fits = fitsOf(schema.getType(parent), field, { schema, fragments, mayLack: true });
    return { ...toCallNode(typeName, field, fragments), contract, model, fits, media };
  });
  return { query, operation, fragments, kind: entities ? 'entities' : 'root', nodes };
}

const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** The fields of a selection, each with the type of the fragment that it stands in. */
function fieldsOf(
  selections: readonly SelectionNode[],
  typeName: string | null,
  fragments: readonly FragmentDefinitionNode[],
): (readonly [typeName: string | null, field: FieldNode])[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [[typeName, selection] as const];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : fragments.find(({ name }) => name.value === selection.name.value);
    if (!fragment) return [];
    return fieldsOf(fragment.selectionSet.selections, fragment.typeCondition?.name.value ?? typeName, fragments);
  });
}

function toCallNode(
  typeName: string | null,
  field: FieldNode,
  fragments: readonly FragmentDefinitionNode[],
): Omit<CallNode, 'contract' | 'model' | 'fits' | 'media'> {
  const { variables, spread } = usedBy(field, fragments);
  const { alias: _, ...plain } = field;
  // Fragments are named by the planner anew for each operation: their text is part of what is asked.
  const used = fragments.filter(({ name }) => spread.has(name.value)).map((fragment) => print(fragment));
  return {
    typeName,
    field,
    name: field.alias?.value ?? field.name.value,
    text: [print(plain), ...used].join('\n'),
    variables: [...variables].sort(),
  };
}

/** The variables that a field uses, and the names of the fragments below it. */
export function usedBy(
  field: FieldNode,
  fragments: readonly FragmentDefinitionNode[],
): { readonly variables: ReadonlySet<string>; readonly spread: ReadonlySet<string> } {
  const variables = new Set<string>();
  const spread = new Set<string>();
  const collect = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => void spread.add(name.value),
    });
  };
  collect(field);
  for (const name of spread) fragments.filter((fragment) => fragment.name.value === name).forEach(collect);
  return { variables, spread };
}
