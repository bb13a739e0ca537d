/** What a text offers: the selection of a field, the type that it returns, and the permission that it demands. */
export const FIELDS = [
  ['embedding', 'embedding { model }', 'context:embed'],
  ['similarity', 'similarity(to: "y") { model }', 'context:embed'],
  ['summary', 'summary { model }', 'context:summarize'],
  ['answer', 'answer(question: "y") { model }', 'context:answer'],
  ['classification', 'classification(labels: ["a", "b"]) { label }', 'context:classify'],
  ['language', 'language { model }', 'context:identify-language'],
  ['moderation', 'moderation { model }', 'context:moderate'],
  ['translation', 'translation(to: "de") { model }', 'context:translate'],
] as const;

/** Ways to ask for it. */
export const PATHS: readonly (readonly [string, (selection: string) => string])[] = [
  ['directly', (field) => `{ text(content: "x") { ${field} } }`],
  ['by an alias', (field) => `{ a: text(content: "x") { b: ${field} } }`],
  [
    'by a fragment',
    (field) => `{ text(content: "x") { ...F } } fragment F on Text { ...G } fragment G on Text { ${field} }`,
  ],
  ['by an inline fragment', (field) => `{ ... on Query { text(content: "x") { ... on Text { ${field} } } } }`],
  ['beside its key', (field) => `{ text(content: "x") { content ${field} content } }`],
  ['twice', (field) => `{ text(content: "x") { ${field} ...F } } fragment F on Text { ${field} }`],
  ['in a list', (field) => `{ texts(contents: ["x", "y"]) { ${field} } }`],
  [
    'under a condition',
    (field) => `query ($yes: Boolean! = true) { text(content: "x") { ... @include(if: $yes) { ${field} } } }`,
  ],
];
