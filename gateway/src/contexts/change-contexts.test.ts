import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, print, validate } from 'graphql';

import type { ContextArguments } from './context-arguments.js';
import { createContextChanges } from './change-contexts.js';

const schema = buildSchema(readFileSync(fileURLToPath(import.meta.resolve('@sluice/schema/api.graphql')), 'utf8'));
type Change = (context: ContextArguments) => Readonly<Record<string, unknown>> | void;

/** Changes an operation, and checks that what comes of it is valid. */
async function change(document: string, by: Change, variables: Record<string, unknown> = {}, operationName?: string) {
  const seen: ContextArguments[] = [];
  const run = createContextChanges<null>({
    schema,
    capabilityOf: (coordinate) => (coordinate.startsWith('Text.') && coordinate !== 'Text.content' ? 'some' : null),
    sources: new Set(['Query.text', 'Query.texts']),
    change: async (context) => {
      seen.push(context);
      return by(context) ?? context.arguments;
    },
  });
  const given = { document: parse(document), operationName: operationName ?? null, variables };
  const changed = await run(given, null);
  expect(validate(schema, changed.document)).toEqual([]);
  return { ...changed, seen, given, again: () => run(given, null) };
}

/** Asks what `text(content:)` is given in the end. */
const contentOf = ({ variables }: { variables: Readonly<Record<string, unknown>> }) => variables['context0_content'];

describe('changing contexts', () => {
  it('shows literals, variables and defaults alike, coerced', async () => {
    const shown = async (document: string, variables = {}) => (await change(document, () => {}, variables)).seen[0];
    const expected = { coordinate: 'Query.text', capability: null, arguments: { content: 'a' } };
    expect(await shown('{ text(content: "a") { content } }')).toEqual(expected);
    expect(await shown('query ($t: String!) { text(content: $t) { content } }', { t: 'a' })).toEqual(expected);
    expect(await shown('query ($t: String! = "a") { text(content: $t) { content } }')).toEqual(expected);
  });

  it('puts what comes of it in the place of a literal', async () => {
    const changed = await change('{ text(content: "secret") { content } }', () => ({ content: '***' }));
    expect(contentOf(changed)).toBe('***');
    expect(print(changed.document)).not.toContain('secret');
  });

  it('gives an optional argument that was left out, and leaves out one that is taken away', async () => {
    const byModel = (model: string | undefined) => (context: ContextArguments) =>
      context.coordinate === 'Text.embedding' ? { model } : undefined;
    const query = '{ text(content: "a") { embedding { model } } }';
    const named = await change(query, byModel('m'));
    expect(named.variables).toMatchObject({ context1_model: 'm' });
    const unnamed = await change(query.replace('embedding', 'embedding(model: "x")'), byModel(undefined));
    expect(unnamed.variables).not.toHaveProperty('context1_model');
  });

  it('asks once for fields that ask for the same, and keeps those that merge mergeable', async () => {
    const query = `{ text(content: "a") { ...A embedding(model: "m") { model } } b: text(content: "b") { ...A } }
      fragment A on Text { embedding(model: "m") { dimensions } other: embedding(model: "n") { model } }`;
    const { seen } = await change(query, () => {});
    expect(
      seen.map(({ coordinate, arguments: { content, model } }) => [coordinate, content ?? model].join(' ')),
    ).toEqual(['Query.text a', 'Text.embedding m', 'Query.text b', 'Text.embedding n']);
  });

  it('makes one document of all values, and takes the operation that was named', async () => {
    const query = 'query A($t: String!) { text(content: $t) { content } } query B { texts(contents: []) { content } }';
    const { document, again, seen } = await change(query, () => {}, { t: 'a' }, 'A');
    expect((await again()).document).toBe(document);
    expect(seen).toHaveLength(2);
    expect(print(document)).not.toContain('texts');
  });

  it('leaves a variable of the caller that has the name of one of ours', async () => {
    const query = 'query ($context0_content: String!) { text(content: $context0_content) { content } }';
    const { variables } = await change(query, () => ({ content: 'b' }), { context0_content: 'a' });
    expect(variables).toEqual({ _context0_content: 'b' });
  });

  it('keeps the variables that are used elsewhere, and no others', async () => {
    const query =
      'query ($a: String!, $b: Boolean!) { text(content: $a) @include(if: $b) { content } } query Other { __typename }';
    const { variables } = await change(
      query.replace('query (', 'query Named ('),
      () => {},
      { a: 'x', b: true, c: 1 },
      'Named',
    );
    expect(variables).toEqual({ b: true, context0_content: 'x' });
  });

  it('leaves an operation without contexts as it is', async () => {
    const { document, given } = await change('{ __typename }', () => {});
    expect(document).toBe(given.document);
  });

  it('checks what comes of it as the caller’s own', async () => {
    const query = '{ text(content: "a") { content } }';
    await expect(change(query, () => ({ content: 7 }))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(change(query, () => ({}))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(change(query, () => ({ content: 'a', contents: [] }))).rejects.toThrow(TypeError);
  });
});
