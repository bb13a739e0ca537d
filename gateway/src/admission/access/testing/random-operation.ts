import {
  type DocumentNode,
  doTypesOverlap,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isCompositeType,
  isUnionType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from 'graphql';

import type { Choices } from './choices.js';

export interface RandomOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

const VARIABLES = '$t: Boolean! = true, $f: Boolean!, $n: Int = 4, $m: Int, $in: In';
const CONDITIONS = ['A', 'B', 'I', 'J', 'U'] as const;

interface NamedFragment {
  readonly name: string;
  readonly condition: (typeof CONDITIONS)[number];
}

/**
 * A valid operation, or null where chance made one whose fields cannot be merged. No other rule is ever broken, but by
 * variables that are not used.
 */
export function randomOperation(choices: Choices, schema: GraphQLSchema): RandomOperation | null {
  const named = ['F', 'G'].map((name): NamedFragment => ({ name, condition: choices.pick(CONDITIONS) }));
  const write = createWriter(choices, schema);
  const kind = choices.chance(85) ? 'query' : 'mutation';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) return null;
  const body = write(root, 0, named);
  // F may spread G, and G none: no cycles.
  const fragments = named.map(({ name, condition }, index) => {
    const inner = write(compositeType(schema, condition), 2, named.slice(index + 1));
    return { name, text: `fragment ${name} on ${condition} ${inner}` };
  });
  const used = fragments.reduce((text, one) => (text.includes(`...${one.name} `) ? `${text} ${one.text}` : text), body);
  const document = parse(`${kind} (${VARIABLES}) ${used}`);
  const mistakes = validate(schema, document, [OverlappingFieldsCanBeMergedRule]);
  const variables = {
    f: choices.chance(50),
    ...(choices.chance(40) && { t: choices.chance(50) }),
    ...(choices.chance(40) && { n: choices.number(8) }),
    ...(choices.chance(50) && { m: choices.chance(30) ? null : choices.number(8) }),
    ...(choices.chance(50) && { in: { m1: 1, more: choices.chance(50) ? [{ m0: null }, { m0: 2 }] : null } }),
  };
  return mistakes.length > 0 ? null : { document, variables };
}

function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType {
  return schema.getType(name) as GraphQLCompositeType;
}

type Writer = (type: GraphQLCompositeType, depth: number, fragments: readonly NamedFragment[]) => string;

function createWriter(choices: Choices, schema: GraphQLSchema): Writer {
  let aliases = 0;
  const directive = () => {
    if (!choices.chance(18)) return '';
    const condition = choices.pick(['$t', '$f', 'true', 'false']);
    return ` @${choices.pick(['skip', 'include'])}(if: ${condition})`;
  };
  const argumentsText = () => {
    if (choices.chance(55)) return '';
    const a = choices.pick(['', 'a: 1', 'a: 5', 'a: $n', 'a: $m', 'a: null']);
    const object = choices.pick(['', '', 'in: { m0: 1 }', 'in: { more: [{ m1: 2 }] }', 'in: { m0: $m }', 'in: $in']);
    const given = [a, object].filter((text) => text !== '');
    return given.length > 0 ? `(${given.join(' ')})` : '';
  };
  const write: Writer = (type, depth, fragments) => {
    const names = isUnionType(type) ? [] : Object.keys(type.getFields());
    const count = 1 + choices.number(depth > 1 ? 2 : 4);
    const selections = Array.from({ length: count }, () => {
      const what = choices.number(100);
      if (what < 8) return '__typename';
      const fitting = CONDITIONS.filter((name) => doTypesOverlap(schema, type, compositeType(schema, name)));
      const spreads = fragments.filter(({ condition }) => fitting.includes(condition));
      if (what < 20 && spreads.length > 0) return `...${choices.pick(spreads).name} ${directive()}`;
      if (what < 38 && depth < 4 && fitting.length > 0) {
        const condition = choices.pick(fitting);
        const inner = write(compositeType(schema, condition), depth + 1, fragments);
        return choices.chance(80)
          ? `... on ${condition}${directive()} ${inner}`
          : `...${directive()} ${write(type, depth + 1, fragments)}`;
      }
      return names.length > 0 ? writeField(type, choices.pick(names), depth, fragments) : '__typename';
    });
    return `{ ${selections.join(' ')} }`;
  };
  const writeField = (type: GraphQLCompositeType, name: string, depth: number, fragments: readonly NamedFragment[]) => {
    if (isUnionType(type)) return '__typename';
    const returned = getNamedType(type.getFields()[name]?.type);
    // Names that are shared make selections merge; names of their own keep most operations valid.
    const alias = choices.chance(75) ? `r${aliases++}: ` : '';
    const head = `${alias}${name}${alias === '' ? '' : argumentsText()}${directive()}`;
    if (!isCompositeType(returned)) return head;
    return `${head} ${depth < 4 ? write(returned, depth + 1, fragments) : '{ __typename }'}`;
  };
  return write;
}
