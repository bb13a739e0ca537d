import { describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestResponse } from '../../testing/start-test-gateway.js';
import { startUpstream, type UpstreamHandler, type UpstreamRequest } from '../../testing/start-upstream.js';

/** What a service was asked: the contents of the representations, request by request. */
type Asked = readonly (readonly string[])[];

function contentsOf({ body }: UpstreamRequest): string[] {
  return ((body.variables['representations'] ?? []) as { content: string }[]).map(({ content }) => content);
}

/** Runs an operation against a service that offers a capability; tells what it was asked as well. */
async function run(
  capability: string,
  handler: UpstreamHandler,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<TestResponse & { readonly asked: Asked; readonly queries: readonly string[] }> {
  await using upstream = await startUpstream(capability);
  upstream.answer(handler);
  await using gateway = await startTestGateway({ upstream: upstream.url });
  const response = await gateway.query(query, variables);
  return {
    ...response,
    asked: upstream.requests.map(contentsOf),
    queries: upstream.requests.map(({ body }) => body.query),
  };
}

/** Answers every field of every text with the text's length as dimensions, by the names that the query uses. */
const embed: UpstreamHandler = (request) => {
  const names = [...request.body.query.matchAll(/(\w+)(?::\s*embedding)?(?:\([^)]*\))?\s*\{\s*dimensions/g)].map(
    ([, name]) => String(name),
  );
  const entity = ({ length }: string) => Object.fromEntries(names.map((name) => [name, { dimensions: length }]));
  return { data: { _entities: contentsOf(request).map(entity) } };
};

describe('a PURE call', () => {
  it('is made once an operation, wherever its result stands', async () => {
    const { data, errors, asked } = await run(
      'embeddings',
      embed,
      `{ a: text(content: "one") { embedding { dimensions } }
         b: text(content: "one") { embedding { dimensions } }
         texts(contents: ["one", "three", "one"]) { embedding { dimensions } } }`,
    );
    expect(errors).toEqual([]);
    const of = (dimensions: number) => ({ embedding: { dimensions } });
    expect(data).toEqual({ a: of(3), b: of(3), texts: [of(3), of(5), of(3)] });
    expect(asked.flat().sort()).toEqual(['one', 'three']);
  });

  it('is another one with other arguments, and both go out together', async () => {
    const { data, asked } = await run(
      'embeddings',
      embed,
      'query ($m: String) { text(content: "one") { a: embedding(model: "test-model") { dimensions } b: embedding(model: $m) { dimensions } } }',
      { m: 'other-model' },
    );
    expect(data).toEqual({ text: { a: { dimensions: 3 }, b: { dimensions: 3 } } });
    expect(asked).toEqual([['one']]);
  });

  it('that fails alone does not spoil the others', async () => {
    const { data, errors } = await run(
      'embeddings',
      (request) => ({
        data: {
          _entities: contentsOf(request).map((text) =>
            text === 'bad' ? { embedding: null } : { embedding: { dimensions: 1 } },
          ),
        },
        errors: [
          {
            message: 'No.',
            path: ['_entities', contentsOf(request).indexOf('bad'), 'embedding'],
            extensions: { code: 'MODEL_NOT_FOUND' },
          },
        ],
      }),
      '{ texts(contents: ["good", "bad", "good", "bad"]) { embedding { dimensions } } }',
    );
    expect(data).toEqual({
      texts: [1, null, 1, null].map((dimensions) => ({ embedding: dimensions && { dimensions } })),
    });
    expect(errors.map(({ path }) => path)).toEqual([
      ['texts', 1, 'embedding'],
      ['texts', 3, 'embedding'],
    ]);
  });

  it('that came to nothing without a place is told at its field', async () => {
    const { data, errors } = await run(
      'embeddings',
      () => ({
        data: { _entities: [null] },
        errors: [{ message: 'No.', extensions: { code: 'PROVIDER_OVERLOADED' } }],
      }),
      '{ text(content: "one") { embedding { dimensions } } }',
    );
    expect(data).toEqual({ text: { embedding: null } });
    expect(errors).toMatchObject([{ path: ['text', 'embedding'], extensions: { code: 'PROVIDER_OVERLOADED' } }]);
  });

  it('that is skipped is not made', async () => {
    const query =
      'query ($no: Boolean!) { text(content: "one") { content embedding @include(if: $no) { dimensions } } }';
    const { data, asked } = await run('embeddings', embed, query, { no: false });
    expect(data).toEqual({ text: { content: 'one' } });
    expect(asked).toEqual([]);
  });
});

describe('a call that costs', () => {
  it('is not folded across the places of an operation', async () => {
    const { asked } = await run(
      'summarization',
      (request) => ({ data: { _entities: contentsOf(request).map(() => ({ summary: { model: 'm' } })) } }),
      '{ a: text(content: "one") { summary { model } } b: text(content: "one") { summary { model } } }',
    );
    expect(asked).toEqual([['one'], ['one']]);
  });

  it('as a mutation is sent once each, one after the other', async () => {
    const { data, errors, queries } = await run(
      'generation',
      () => ({ data: { a: { model: 'first' }, b: { model: 'second' } } }),
      `mutation ($input: GenerateInput!) { a: generate(input: $input) { model } b: generate(input: $input) { model } }`,
      { input: { messages: [{ role: 'USER', content: 'Hello' }] } },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ a: { model: 'first' }, b: { model: 'second' } });
    expect(queries.map((query) => /(\w): ?generate/.exec(query)?.[1])).toEqual(['a', 'b']);
  });

  it('as a mutation is not sent again when the connection breaks off', async () => {
    const { errors, queries } = await run(
      'generation',
      (_, response) => void response.destroy(),
      'mutation { generate(input: { messages: [{ role: USER, content: "Hello" }] }) { model } }',
    );
    expect(queries).toHaveLength(1);
    expect(errors).toMatchObject([
      { path: ['generate'], extensions: { code: 'PROVIDER_ERROR', outcomeUnknown: true } },
    ]);
  });
});
