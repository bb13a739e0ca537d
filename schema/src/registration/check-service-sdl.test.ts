import { describe, expect, it } from '@jest/globals';

import { problemsOf, read, sdlOf } from '../testing/service-sdl.js';
import { MAX_SDL_BYTES } from './parse-service-sdl.js';

describe('a service that implements known capabilities', () => {
  it('has them whole when it says what the contracts say', () => {
    const { offers, added } = read(sdlOf(['embeddings', 'recognition', 'generation']), 'embeddings');
    expect(offers).toEqual({ embeddings: null, generation: null, recognition: null });
    expect(added).toEqual([]);
  });

  it('may have one in part: a field, an argument, a field of the result, a value that is taken', () => {
    const older = sdlOf(
      ['embeddings', 'moderation'],
      [/ {2}"How near another text is in meaning\."[^]*?Similarity @req[^\n]*\n/, ''],
      ['dimensions: Int!', 'length: Int!'],
      [/"A string: base64[^\n]*\n\s*BASE64/, ''],
    );
    const { embeddings = [], moderation } = read(older).offers;
    expect(moderation).toBeNull();
    expect(embeddings).toEqual(
      expect.arrayContaining(['Text.embedding', 'Text.embedding(model:)', 'Embedding.vector', 'VectorEncoding.LIST']),
    );
    for (const missing of ['Text.similarity', 'Embedding.dimensions', 'VectorEncoding.BASE64']) {
      expect(embeddings).not.toContain(missing);
    }
  });

  it('may promise more than the contract, and take more', () => {
    const newer = sdlOf(
      ['embeddings'],
      ['embedding(', 'embedding("New." normalize: Boolean, '],
      ['  dimensions: Int!', '  norm: Float\n  dimensions: Int!'],
      ['  usage: Usage', '  usage: Usage!'],
    );
    expect(read(newer).offers).toEqual({ embeddings: null });
  });

  it.each([
    [
      'a type of a field',
      ['dimensions: Int!', 'dimensions: Float!'],
      'Embedding.dimensions gives Float!; the contract has Int!.',
    ],
    [
      'null where there is none',
      ['dimensions: Int!', 'dimensions: Int'],
      'Embedding.dimensions gives Int; the contract has Int!.',
    ],
    ['a type of an argument', ['to: String!', 'to: ID!'], 'Text.similarity(to:) takes ID!; the contract has String!.'],
    [
      'an argument that it demands',
      ['to: String!', 'to: String! "How." how: Int!'],
      'Text.similarity(how:) is demanded; the contract does not have it.',
    ],
    ['a default', ['= LIST', '= BASE64'], 'Embedding.vector(encoding:) is BASE64 by default; the contract has LIST.'],
    [
      'a key',
      ['type Text @key(fields: "content")', 'type Text @key(fields: "content", resolvable: false)'],
      'Text must have @key(fields: "content"), and resolve it.',
    ],
    [
      'a kind of type',
      [/type Embedding [^]*?^}/m, 'scalar Embedding'],
      'Embedding is not defined, or as something else than in the contract.',
    ],
  ] as const)('is refused for %s that is another', (_, [from, to], problem) => {
    expect(problemsOf(sdlOf(['embeddings'], [from, to]))).toEqual([problem]);
  });

  it('is told every difference, each with its place', () => {
    const sdl = sdlOf(['embeddings'], ['dimensions: Int!', 'dimensions: Float!'], ['score: Float!', 'score: Int!']);
    expect(() => read(sdl)).toThrow(
      /^service:\d+:\d+: Embedding\.dimensions[^\n]*\nservice:\d+:\d+: Similarity\.score/,
    );
  });

  it('is refused for a value that nobody expects', () => {
    const sdl = sdlOf(['generation'], [/enum FinishReason \{/, 'enum FinishReason {\n  TIRED']);
    expect(problemsOf(sdl)).toEqual(['FinishReason.TIRED is not known to the contract.']);
  });

  it('implements what it says it offers', () => {
    expect(problemsOf(sdlOf(['embeddings']), 'embeddings', 'moderation')).toEqual([
      'moderation is offered, but the SDL has no field of it.',
    ]);
    expect(problemsOf('type Query { a: Int @call }')).toEqual(
      expect.arrayContaining([expect.stringContaining('Query.a')]),
    );
  });
});

describe('a service that takes what is not its own', () => {
  it.each([
    ['@override', '@override(from: "moderation")'],
    ['@inaccessible', '@inaccessible'],
    ['@requires', '@requires(fields: "content")'],
    ['@federation__override', '@federation__override(from: "moderation")'],
    ['@external', '@external'],
  ])('is refused for %s', (name, directive) => {
    const sdl = sdlOf(['embeddings'], ['dimensions: Int!', `dimensions: Int! ${directive}`]);
    expect(problemsOf(sdl)).toEqual([`${name} is not taken from a service.`]);
  });

  it('is refused for @interfaceObject', () => {
    const sdl = sdlOf(['embeddings'], ['type Text @key', 'type Text @interfaceObject @key']);
    expect(problemsOf(sdl)).toEqual(['@interfaceObject is not taken from a service.']);
  });

  it.each([
    [
      'a directive',
      ['"@requiresScopes"', '{ name: "@requiresScopes", as: "@free" }'],
      '@link: @requiresScopes keeps its name.',
    ],
    ['a specification', ['import: ["@key"', 'as: "fed", import: ["@key"'], '@link: a specification keeps its name.'],
    [
      'another specification',
      ['https://sluice.dev/spec/sluice/v1.0', 'https://evil.example/v1.0'],
      '@link: https://evil.example/v1.0 is no specification of the contracts.',
    ],
  ] as const)('is refused for renaming %s', (_, [from, to], problem) => {
    expect(problemsOf(sdlOf(['embeddings'], [from, to]))).toEqual([problem]);
  });

  it.each([
    ["a field of the gateway's own", 'type Query { me: String }', "Query.me is the gateway's own."],
    ["a type of the gateway's own", 'type ApiKey { id: ID! }', "ApiKey is a type of the gateway's own."],
    ['a generated type', 'union Context = Language', "Context is a type of the gateway's own."],
    [
      'a field without @call',
      'type Query { secrets: String }',
      'Query.secrets is of no contract, and has no @call to make it one.',
    ],
    [
      'an entity',
      'type Video @key(fields: "id") { id: ID! }',
      'Video has a @key: services add to Text, Image and Audio, and have no entities.',
    ],
  ])('is refused for %s', (_, more, problem) => {
    expect(problemsOf(`${sdlOf(['language'])}\n${more}`)).toEqual([problem]);
  });

  it('is refused by its size before it is read', () => {
    expect(problemsOf('#'.repeat(MAX_SDL_BYTES + 1))).toEqual([
      expect.stringMatching(/1048577 bytes; 1048576 are taken/),
    ]);
    expect(problemsOf('scalar A '.repeat(50_001))).toEqual([expect.stringContaining('token')]);
    expect(problemsOf('type {')).toEqual([expect.stringContaining('Syntax Error')]);
  });
});
