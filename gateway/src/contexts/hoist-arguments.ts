import {
  type ArgumentNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  parseType,
  print,
  separateOperations,
  TypeInfo,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A field whose arguments are a context: every place of the operation that asks for the same has one. */
export interface ContextPlace {
  /** `Text.summary`. */
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** As the caller wrote it. */
  readonly node: FieldNode;
  /** By argument, the variable that took its place. */
  readonly variables: ReadonlyMap<string, string>;
}

/** One operation of a document, every argument of whose contexts is a variable. */
export interface HoistedOperation {
  readonly document: DocumentNode;
  readonly places: readonly ContextPlace[];
  /** The caller's own. */
  readonly given: readonly VariableDefinitionNode[];
  /** Those of them that are used elsewhere too. */
  readonly kept: ReadonlySet<string>;
  /** Those of the places. */
  readonly added: readonly VariableDefinitionNode[];
}

/** Begins the names of the variables that are put in; what a caller names so is left alone. */
const PREFIX = 'context';

/**
 * Puts a variable in the place of every argument of the fields that `isContext` names, also of those that were left out:
 * then one plan serves all values. Fields with equal arguments share their variables, since only equal ones merge.
 *
 * @param document validated
 */
export function hoistArguments(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, isContext }: HoistOptions,
): HoistedOperation {
  const alone = separateOperations(document)[operationName ?? ''] ?? document;
  const places = new Map<string, ContextPlace>();
  const taken = namesOf(alone);
  const typeInfo = new TypeInfo(schema);
  const hoisted = visit(
    alone,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const field = typeInfo.getFieldDef();
        const coordinate = `${typeInfo.getParentType()?.name}.${node.name.value}`;
        if (!field || field.args.length === 0 || !isContext(coordinate)) return undefined;
        const key = `${coordinate}(${textOf(node)})`;
        const place = places.get(key) ?? toPlace({ coordinate, field, node }, places.size, taken);
        places.set(key, place);
        return { ...node, arguments: [...place.variables].map(toArgument) };
      },
    }),
  );
  const added = [...places.values()].flatMap(toDefinitions);
  const operation = hoisted.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const given = operation?.variableDefinitions ?? [];
  // What only the places used is not used any more, and would not be valid.
  const used = namesOf({ ...hoisted, definitions: hoisted.definitions.map(withoutVariables) });
  const isUsed = ({ variable }: VariableDefinitionNode) => used.has(variable.name.value);
  const definitions = hoisted.definitions.map((definition) =>
    definition === operation ? { ...operation, variableDefinitions: [...given.filter(isUsed), ...added] } : definition,
  );
  return { document: { ...hoisted, definitions }, places: [...places.values()], given, kept: used, added };
}

export interface HoistOptions {
  /** Null for the only one. */
  readonly operationName: string | null;
  /** Whether a field, such as `Text.summary`, is a context. */
  readonly isContext: (coordinate: string) => boolean;
}

function withoutVariables(definition: DefinitionNode): DefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION ? { ...definition, variableDefinitions: [] } : definition;
}

/** The arguments as text, whatever their order. */
function textOf({ arguments: given = [] }: FieldNode): string {
  return given
    .map((argument) => print(argument))
    .sort()
    .join();
}

function namesOf(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function toPlace(place: Omit<ContextPlace, 'variables'>, index: number, taken: ReadonlySet<string>): ContextPlace {
  const variables = place.field.args.map(({ name }) => [name, freeName(`${PREFIX}${index}_${name}`, taken)] as const);
  return { ...place, variables: new Map(variables) };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`_${name}`, taken) : name;
}

function toArgument([name, variable]: readonly [string, string]): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
  };
}

function toDefinitions({ field, variables }: ContextPlace): VariableDefinitionNode[] {
  return field.args.map(({ name, type }) => ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variables.get(name) ?? name } },
    type: parseType(String(type)),
  }));
}
