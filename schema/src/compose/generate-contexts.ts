import { type DocumentNode, type InputObjectTypeDefinitionNode, Kind, parse, print, Source } from 'graphql';

import { type CallField, directiveOf, namedType, stringArgument } from '../contracts/context-kinds.js';
import { copyTypes, inputFieldsOf, outputForm, outputName, type TypeIndex } from './copy-types.js';

/** A kind of context: one unit of AI work that can be submitted, and what comes of it. */
interface ContextKind {
  readonly name: string;
  /** The input type of the member of `ContextInput`. */
  readonly input: string;
  /** The type of the same thing as output, a member of `Context`. */
  readonly output: string;
  /** The type of its result, a member of `ContextResult`. */
  readonly result: string;
  readonly field: CallField;
}

/**
 * `ContextInput`, `Context` (its output form) and `ContextResult`, made from the fields that carry `@contextKind`: a
 * new capability is at once something to submit. The result types are copied as they are and carry the permission of
 * their capability, so that no path goes round it.
 *
 * @returns a control subgraph's document, without the common definitions.
 */
export function generateContexts(fields: readonly CallField[], types: TypeIndex): DocumentNode {
  const kinds = fields.flatMap((field) => kindOf(field, types));
  const permission = new Map(kinds.map(({ result, field }) => [result, directiveOf(field.field, 'requiresScopes')]));
  const inputs = kinds.map(({ input }) => input);
  const copied = copyTypes([...kinds.map(({ result }) => result), ...inputs], types, permission);
  const made = kinds.filter(({ input }) => !types.has(input)).map((kind) => madeInput(kind));
  const inputNodes = [...copied, ...made].filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION);
  const sdl = [
    '# Generated from capabilities/*.graphql by `npm run compose`. Do not edit.',
    ...[...copied, ...made].map((node) => print(node)),
    ...inputNodes.map((node) => outputForm(node, new Set(inputNodes.map(({ name }) => name.value)))),
    OPERATION_KIND,
    unionsOf(kinds),
  ].join('\n\n');
  return parse(new Source(`${sdl}\n`, 'schema/generated/contexts.graphql'));
}

function kindOf(field: CallField, types: TypeIndex): ContextKind[] {
  const name = stringArgument(directiveOf(field.field, 'contextKind'), 'name');
  if (name === undefined) return [];
  const whole = field.field.arguments?.find((argument) => argument.name.value === 'input');
  const input = whole && types.has(namedType(whole.type)) ? namedType(whole.type) : `${pascal(name)}ContextInput`;
  return [{ name, input, output: outputName(input), result: namedType(field.field.type), field }];
}

/** The input of a field of an entity: the entity's key, and the field's arguments. */
function madeInput({ input, field, name }: ContextKind): InputObjectTypeDefinitionNode {
  const fields = inputFieldsOf(field);
  return {
    kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
    description: { kind: Kind.STRING, value: `What ${field.typeName}.${field.field.name.value} needs: ${name}.` },
    name: { kind: Kind.NAME, value: input },
    fields,
  };
}

function unionsOf(kinds: readonly ContextKind[]): string {
  const members = kinds.map(
    ({ name, input, field }) => `  "Runs \`${field.typeName}.${field.field.name.value}\`."\n  ${name}: ${input}`,
  );
  const results = [...new Set(kinds.map(({ result }) => result)), 'OperationResult'];
  return `"A context: one typed unit of AI work. Exactly one kind is given."
input ContextInput @oneOf {
${members.join('\n')}
  "Runs a whole operation of this graph: a pipeline."
  operation: OperationContextInput
}

"A context as it was submitted, by kind."
union Context = ${[...kinds.map(({ output }) => output), 'OperationContext'].join(' | ')}

"What came of a context, by kind."
union ContextResult = ${results.join(' | ')}`;
}

const OPERATION_KIND = `"A whole operation of this graph: a pipeline over several capabilities."
input OperationContextInput {
  "The document; either this or its id."
  document: String
  "The id of a document that the gateway knows; either this or the document."
  documentId: ID
  "Which operation of the document to run, where it has several."
  operationName: String
  "The operation's variables, an object."
  variables: JSON
}

"A whole operation of this graph, as it was submitted."
type OperationContext {
  "The document, where it was given."
  document: String
  "The id of a document that the gateway knows, where it was given."
  documentId: ID
  "Which operation of the document to run."
  operationName: String
  "The operation's variables."
  variables: JSON
}

"What came of an operation."
type OperationResult {
  "The response as the GraphQL specification has it: data and errors."
  response: JSON!
}`;

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
