import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
} from 'graphql';

import { type CallField, directiveOf, namedType, stringArgument } from '../contracts/context-kinds.js';

/** The types that the capabilities define, by name; without the common ones and the root types. */
export type TypeIndex = ReadonlyMap<string, TypeDefinitionNode>;

const ENTITY = 'key';

/** Indexes the types of several documents; of an entity, which many define, it keeps one. */
export function indexTypes(definitions: readonly DefinitionNode[]): TypeIndex {
  const types = new Map<string, TypeDefinitionNode>();
  for (const definition of definitions) {
    if ('name' in definition && definition.name && definition.kind.endsWith('TypeDefinition')) {
      types.set(definition.name.value, definition as TypeDefinitionNode);
    }
  }
  for (const root of ['Query', 'Mutation', 'Subscription']) types.delete(root);
  return types;
}

/**
 * The types of a list and all that they refer to, each once, entities as mere references. Those in `permission`
 * carry its directive.
 */
export function copyTypes(
  names: readonly string[],
  types: TypeIndex,
  permission: ReadonlyMap<string, ConstDirectiveNode | undefined>,
): TypeDefinitionNode[] {
  const copies = new Map<string, TypeDefinitionNode>();
  const visit = (name: string) => {
    const type = types.get(name);
    if (!type || copies.has(name)) return;
    const copy = directiveOf(type, ENTITY) ? reference(type) : withDirective(type, permission.get(name));
    copies.set(name, copy);
    for (const field of 'fields' in copy ? (copy.fields ?? []) : []) {
      visit(namedType(field.type));
      if ('arguments' in field) field.arguments?.forEach((argument) => visit(namedType(argument.type)));
    }
  };
  names.forEach(visit);
  return [...copies.values()];
}

function withDirective(type: TypeDefinitionNode, directive: ConstDirectiveNode | undefined): TypeDefinitionNode {
  return directive ? { ...type, directives: [...(type.directives ?? []), directive] } : type;
}

function reference(entity: TypeDefinitionNode): TypeDefinitionNode {
  const key = keyOf(entity);
  const fields = 'fields' in entity ? (entity.fields ?? []) : [];
  const field = fields.find(({ name }) => name.value === key);
  if (!field) throw new TypeError(`${entity.name.value} has no field ${key}.`);
  const sdl = `type ${entity.name.value} @key(fields: "${key}", resolvable: false) { ${key}: ${print(field.type)} }`;
  return parse(sdl, { noLocation: true }).definitions[0] as TypeDefinitionNode;
}

function keyOf(entity: TypeDefinitionNode): string {
  const key = stringArgument(directiveOf(entity, ENTITY), 'fields');
  if (key === undefined || !/^\w+$/.test(key))
    throw new TypeError(`${entity.name.value} must have a key of one field.`);
  return key;
}

/** What an entity's field needs as an input object: the key, which is all its siblings without `@call`, and its arguments. */
export function inputFieldsOf({ field, siblings }: CallField): InputValueDefinitionNode[] {
  const key = siblings.filter((sibling) => !directiveOf(sibling, 'call'));
  const keyFields = key.map(({ name, type }): InputValueDefinitionNode => ({
    kind: Kind.INPUT_VALUE_DEFINITION,
    description: { kind: Kind.STRING, value: 'What to work on.' },
    name,
    type,
  }));
  return [...keyFields, ...(field.arguments ?? [])];
}

/** The SDL of an input object as output: the same fields under the name without `Input`, nested ones likewise. */
export function outputForm(input: InputObjectTypeDefinitionNode, inputs: ReadonlySet<string>): string {
  const fields = (input.fields ?? []).map(({ description, name, type }) => {
    const nested = namedType(type);
    const written = inputs.has(nested) ? print(type).replace(nested, outputName(nested)) : print(type);
    return `${description ? `  ${print(description)}\n` : ''}  ${name.value}: ${written}`;
  });
  const description = input.description ? `${print(input.description)}\n` : '';
  return `${description}type ${outputName(input.name.value)} {\n${fields.join('\n')}\n}`;
}

/** `GenerateContext` of `GenerateInput`, `LanguageContext` of `LanguageContextInput`. */
export function outputName(input: string): string {
  return input.replace(/(?:Context)?Input$/, 'Context');
}
