import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Answer, type Asker, startAsker } from './testing/start-asker.js';

let asker: Asker;
beforeAll(async () => void (asker = await startAsker()));
afterAll(async () => await asker[Symbol.asyncDispose]());

/** What a text offers: the selection of a field, the type that it returns, and the permission that it demands. */
const FIELDS = [
  ['embedding', 'embedding { model }', 'context:embed'],
  ['similarity', 'similarity(to: "y") { model }', 'context:embed'],
  ['summary', 'summary { model }', 'context:summarize'],
  ['answer', 'answer(question: "y") { model }', 'context:answer'],
  ['classification', 'classification(labels: ["a", "b"]) { label }', 'context:classify'],
  ['language', 'language { model }', 'context:identify-language'],
  ['moderation', 'moderation { model }', 'context:moderate'],
  ['translation', 'translation(to: "de") { model }', 'context:translate'],
] as const;

const PATHS: readonly (readonly [string, (selection: string) => string])[] = [
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

const ALLOWED = ['admin', 'developer', 'service'];
const DENIED = ['operator', 'viewer', 'nobody'];

function expectAnswered({ status, errors, text }: Answer): void {
  expect([status, errors]).toEqual([200, []]);
  expect(text).toContain('canary-');
}

function expectDenied({ status, errors, data, asked }: Answer, name: string, permission: string): void {
  expect(status).toBe(200);
  expect(errors.length).toBeGreaterThan(0);
  const rule = `@requiresScopes ${permission}`;
  for (const { extensions, path } of errors) {
    expect(extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE', rule });
    expect([name, 'b']).toContain(path?.at(-1));
  }
  expect(JSON.stringify(data)).not.toContain('canary-');
  expect(asked).not.toContain(name);
}

describe('every protected field of a text', () => {
  it.each(PATHS)('asked for %s, is answered to those who may', async (_, query) => {
    for (const role of ALLOWED) {
      for (const [, selection] of FIELDS) expectAnswered(await asker.ask(role, query(selection)));
    }
  });

  it.each(PATHS)('asked for %s, is denied to those who may not, and no service is asked', async (_, query) => {
    for (const role of DENIED) {
      for (const [name, selection, permission] of FIELDS)
        expectDenied(await asker.ask(role, query(selection)), name, permission);
    }
  });
});
