/** An operation that is to be refused before it costs anything, whatever transport brings it. */
export interface OperationAttack {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What it is refused with. */
  readonly code: string;
}

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
const nested = (levels: number, open: string, innermost: string, close = ' }') =>
  open.repeat(levels) + innermost + close.repeat(levels);

/** Nested fragments, each spread twice in the one before: as many fields as two to the power of the levels. */
export function doublingFragments(levels: number): string {
  const fragment = (level: number) =>
    `fragment F${level} on Text { a${level}: summary { text { ...F${level + 1} } } b${level}: summary { text { ...F${level + 1} } } }`;
  return `{ text(content: "x") { ...F0 } } ${times(levels, fragment)} fragment F${levels} on Text { content }`;
}

let deep: unknown = 'x';
for (let level = 0; level < 100_000; level += 1) deep = [deep];

const TEXTS = 'query ($texts: [String!]!) { texts(contents: $texts) { content } }';
const many = Array.from({ length: 1_001 }, () => 'x');

export const OPERATION_ATTACKS: readonly OperationAttack[] = [
  {
    title: 'a hundred aliases of a field',
    query: `{ text(content: "x") { ${times(100, (i) => `a${i}: language { code }`)} } }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'a hundred aliases of __typename',
    query: `{ ${times(100, (i) => `a${i}: __typename`)} }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'one field five thousand times',
    query: `{ ${times(5_000, () => '__typename')} }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'one field a hundred times',
    query: `{ text(content: "x") { ${times(100, () => 'content')} } }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'five hundred directives',
    query: `{ text(content: "x") { content ${times(500, () => '@skip(if: false)')} } }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'five hundred unknown directives',
    query: `{ text(content: "x") { content ${times(500, (i) => `@a${i}`)} } }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'thirty levels',
    query: `{ text(content: "x") { ${nested(30, 'summary { text { ', 'content', ' } }')} } }`,
    code: 'OPERATION_TOO_DEEP',
  },
  { title: 'five thousand levels', query: nested(5_000, '{ a ', '{ a }'), code: 'OPERATION_TOO_LARGE' },
  {
    title: 'fragments in a circle',
    query: '{ text(content: "x") { ...A } } fragment A on Text { ...B } fragment B on Text { ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: 'fourteen levels of fragments that are spread twice',
    query: doublingFragments(14),
    code: 'OPERATION_TOO_DEEP',
  },
  {
    title: 'fragments that are spread twice and add no depth',
    query: `{ text(content: "x") { ...F0 } } ${times(14, (i) => `fragment F${i} on Text { ...F${i + 1} ...F${i + 1} }`)} fragment F14 on Text { content }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'a list of a thousand and one, as a literal',
    query: `{ texts(contents: [${times(1_001, () => '"x"')}]) { content } }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'a list of a thousand and one, as a variable',
    query: TEXTS,
    variables: { texts: many },
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'a list of a thousand and one, as a default',
    query: TEXTS.replace('[String!]!', `[String!]! = [${times(1_001, () => '"x"')}]`),
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'a list of a thousand and one, within an input object',
    query: 'mutation ($input: GenerateInput!) { generate(input: $input) { model } }',
    variables: { input: { messages: many.map((content) => ({ role: 'USER', content })) } },
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'nine hundred unknown fields at the root',
    query: `{ ${times(900, (i) => `a${i}`)} }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'nine hundred unknown fields',
    query: `{ text(content: "x") { ${times(900, (i) => `a${i}`)} } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: 'twelve hundred overlapping fields',
    query: `{ ${times(200, () => 'text(content: "x") { content }')} }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'overlapping fields within overlapping fields',
    query: `{ ${times(40, () => `text(content: "x") { ${times(20, () => 'content')} }`)} }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'more calls of AI services than are allowed',
    query: TEXTS.replace('content }', `${times(6, (i) => `a${i}: language(model: "m${i}") { code }`)} }`),
    variables: { texts: many.slice(1) },
    code: 'OPERATION_TOO_COSTLY',
  },
  {
    title: 'more cost than is allowed',
    query: TEXTS.replace('content }', 'speech { seconds } }'),
    variables: { texts: many.slice(1) },
    code: 'OPERATION_TOO_COSTLY',
  },
  {
    title: 'a variable a hundred thousand levels deep',
    query: TEXTS,
    variables: { texts: deep },
    code: 'OPERATION_TOO_DEEP',
  },
  {
    title: '__proto__ as an alias',
    query: '{ __proto__: text(content: "x") { content } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: 'constructor as an alias',
    query: '{ constructor: text(content: "x") { content } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: 'prototype as a variable',
    query: 'query ($prototype: String!) { text(content: $prototype) { content } }',
    variables: { prototype: 'x' },
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: 'two thousand unknown fields',
    query: `{ text(content: "x") { ${times(2_000, (i) => `a${i}`)} } }`,
    code: 'OPERATION_TOO_LARGE',
  },
  {
    title: 'prototype as an alias',
    query: '{ prototype: text(content: "x") { content } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: '__proto__ as a variable',
    query: 'query ($__proto__: String!) { text(content: $__proto__) { content } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    title: 'constructor as a key of a variable',
    query: 'query ($t: String!) { text(content: $t) { content } }',
    variables: { t: { constructor: { prototype: 'x' } } },
    code: 'BAD_USER_INPUT',
  },
  {
    title: '@defer, which is not enabled',
    query: '{ text(content: "x") { ... @defer { content } } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { title: 'what is no GraphQL', query: '{ text(', code: 'GRAPHQL_PARSE_FAILED' },
  { title: 'half a million characters of nothing', query: ' '.repeat(500_000), code: 'GRAPHQL_PARSE_FAILED' },
];
