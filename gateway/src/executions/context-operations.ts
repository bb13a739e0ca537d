import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  isUnionType,
} from 'graphql';

import type { SupergraphSnapshot } from '../supergraph/snapshot.js';

/** How contexts of a kind are run: an operation of the graph. */
export interface ContextOperation {
  readonly query: string;
  /** Where its answer holds the result: the names from the root. */
  readonly path: readonly string[];
  /** Whether it is a subscription, whose last event holds the result. */
  readonly streams: boolean;
  /** The field that the kind is. */
  readonly coordinate: string;
}

/** What an operation of a kind needs to know of a graph. */
export type Graph = Pick<SupergraphSnapshot, 'apiSchema' | 'capabilities' | 'access'>;

/** Results nest a few levels; a type that holds itself ends here. */
const MAX_DEPTH = 8;

/** The operation of every kind of context, made from the contracts: a new capability is at once something to run. */
export function createContextOperations(graph: Graph): ReadonlyMap<string, ContextOperation> {
  const operations = new Map<string, ContextOperation>();
  for (const { coordinate, kind } of [...graph.capabilities.values()].flat()) {
    const operation = kind === null ? null : toOperation(graph, coordinate);
    if (kind !== null && operation) operations.set(kind, operation);
  }
  return operations;
}

function toOperation(graph: Graph, coordinate: string): ContextOperation | null {
  const { apiSchema: schema } = graph;
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!isObjectType(type) || !field) return null;
  if (type !== schema.getMutationType()) return ofEntity(graph, type, field);
  const streamed = schema.getSubscriptionType()?.getFields()[fieldName];
  return streamed ? ofStream(graph, streamed, field) : ofRoot(graph, field);
}

/** `query ($content: String!, $model: String) { text(content: $content) { embedding(model: $model) { … } } }` */
function ofEntity(graph: Graph, type: GraphQLObjectType, field: Field): ContextOperation | null {
  const source = Object.values(graph.apiSchema.getQueryType()?.getFields() ?? {}).find(
    (candidate) =>
      getNullableType(candidate.type) === type && candidate.args.every(({ name }) => name in type.getFields()),
  );
  if (!source) return null;
  const inner = `${call(field)} ${selectionOf(graph, field)}`;
  const query = `query ${definitions([source, field])} { ${call(source)} { ${inner} } }`;
  return { query, path: [source.name, field.name], streams: false, coordinate: `${type.name}.${field.name}` };
}

function ofRoot(graph: Graph, field: Field): ContextOperation {
  const query = `mutation ${definitions([field])} { ${call(field)} ${selectionOf(graph, field)} }`;
  return { query, path: [field.name], streams: false, coordinate: `Mutation.${field.name}` };
}

/** Of the same field as a subscription, for its pieces; what comes last is what the mutation would have answered. */
function ofStream(graph: Graph, field: Field, result: Field): ContextOperation {
  const query = `subscription ${definitions([field])} { ${call(field)} ${selectionOf(graph, field)} }`;
  return { query, path: [field.name], streams: true, coordinate: `Mutation.${result.name}` };
}

type Field = GraphQLField<unknown, unknown>;

function definitions(fields: readonly Field[]): string {
  const variables = fields.flatMap(({ args }) => args.map(({ name, type }) => `$${name}: ${String(type)}`));
  return variables.length > 0 ? `(${variables.join(', ')})` : '';
}

function call({ name, args }: Field): string {
  return args.length > 0
    ? `${name}(${args.map((argument) => `${argument.name}: $${argument.name}`).join(', ')})`
    : name;
}

/** Everything that is told of a result of a type, such as `Embedding`; null where the graph has no such type. */
export function selectResult(graph: Graph, typeName: string): string | null {
  const type = graph.apiSchema.getType(typeName);
  return isObjectType(type) ? select(graph, type, MAX_DEPTH) : null;
}

/** Everything that is told of a result: all fields of its value types, and the keys of entities. */
function selectionOf(graph: Graph, { type }: Field): string {
  return select(graph, getNamedType(type), MAX_DEPTH);
}

function select(graph: Graph, type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type)) {
    const members = type.getTypes().map((member) => `... on ${member.name} ${select(graph, member, depth)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields())
    .filter(({ name, args }) => graph.access.reached.has(`${type.name}.${name}`) && !args.some(isRequiredArgument))
    .flatMap((field) => selectField(graph, field, depth));
  return `{ __typename ${fields.join(' ')} }`;
}

function selectField(graph: Graph, { name, type }: Field, depth: number): string[] {
  const named = getNamedType(type);
  if (isScalarType(named) || isEnumType(named)) return [name];
  return depth > 0 ? [`${name} ${select(graph, named, depth - 1)}`] : [];
}
