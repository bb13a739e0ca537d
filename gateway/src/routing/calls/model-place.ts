import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  getNamedType,
  parseType,
  valueFromASTUntyped,
  type VariableDefinitionNode,
} from 'graphql';

/** Where a field takes the name of a model: in an argument of its own, or in its input. */
export type ModelPlace =
  | { readonly kind: 'argument' }
  /** `type` is that of the input, as it is written in SDL. */
  | { readonly kind: 'input'; readonly type: string };

type Variables = Readonly<Record<string, unknown>>;

const MODEL = 'model';
const INPUT = 'input';

/** Finds where a field of a type takes the name of a model; null where it takes none. */
export function modelPlaceOf(type: GraphQLNamedType | undefined, fieldName: string): ModelPlace | null {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
  if (field?.args.some(({ name }) => name === MODEL)) return { kind: 'argument' };
  const input = field?.args.find(({ name }) => name === INPUT);
  const members = input && getNamedType(input.type);
  if (!input || !isInputObjectType(members) || !members.getFields()[MODEL]) return null;
  return { kind: 'input', type: String(input.type) };
}

/** The value of an argument as it stands in a fetch; undefined where it is not given. */
export function argumentOf(field: FieldNode, name: string, variables: Variables): unknown {
  const argument = field.arguments?.find((one) => one.name.value === name);
  return argument && valueFromASTUntyped(argument.value, variables);
}

/** The model that a call names; null where it leaves the choice. */
export function namedModel(field: FieldNode, place: ModelPlace | null, variables: Variables): string | null {
  if (!place) return null;
  const value = argumentOf(field, place.kind === 'argument' ? MODEL : INPUT, variables);
  const named = place.kind === 'argument' ? value : (value as Variables | null | undefined)?.[MODEL];
  return typeof named === 'string' ? named : null;
}

/** A field that names another model, and the variable that it does so by. */
export interface RenamedField {
  readonly field: FieldNode;
  readonly definitions: readonly VariableDefinitionNode[];
  readonly variables: Variables;
}

/** @param variable a name that the fetch does not use */
export function withModel(
  field: FieldNode,
  place: ModelPlace,
  { model, variables, variable }: { readonly model: string; readonly variables: Variables; readonly variable: string },
): RenamedField {
  if (place.kind === 'argument') {
    const value = { kind: Kind.STRING, value: model } as const;
    return { field: withArgument(field, MODEL, value), definitions: [], variables: {} };
  }
  const given = argumentOf(field, INPUT, variables) as Variables;
  const node = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } as const;
  return {
    field: withArgument(field, INPUT, node),
    definitions: [{ kind: Kind.VARIABLE_DEFINITION, variable: node, type: parseType(place.type) }],
    variables: { [variable]: { ...given, [MODEL]: model } },
  };
}

function withArgument(field: FieldNode, name: string, value: ArgumentNode['value']): FieldNode {
  const others = (field.arguments ?? []).filter((argument) => argument.name.value !== name);
  const own = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value } as const;
  return { ...field, arguments: [...others, own] };
}
