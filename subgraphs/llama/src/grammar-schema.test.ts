import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@sluice/kit';

import { toGrammarSchema } from './grammar-schema.js';

describe('A JSON Schema', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'keeps its structure and drops what is for people',
      { type: 'string', title: 'T', minLength: 1 },
      { type: 'string', minLength: 1 },
    ],
    [
      'allows nothing beside named properties',
      { type: 'object', properties: { a: { type: 'null' } }, required: ['a'] },
      { type: 'object', properties: { a: { type: 'null' } } },
    ],
    [
      'has one alternative for each of several types',
      { type: ['object', 'null'] },
      { oneOf: [{ type: 'object', additionalProperties: true }, { type: 'null' }] },
    ],
    [
      'takes anyOf for oneOf',
      { anyOf: [{ type: 'null' }, { const: 1 }] },
      { oneOf: [{ type: 'null' }, { enum: [1] }] },
    ],
  ])('%s', (_what, schema, expected) => {
    expect(toGrammarSchema(schema)).toEqual(expected);
  });

  it('may refer to its own definitions', () => {
    const node = { type: 'object', properties: { next: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/node' }] } } };
    expect(toGrammarSchema({ $ref: '#/$defs/node', $defs: { node } })).toEqual({
      oneOf: [{ $ref: '#/$defs/node' }],
      $defs: { node },
    });
  });

  it.each<[string, JsonObject, string]>([
    ['a pattern', { type: 'string', pattern: 'a' }, '"pattern"'],
    ['a minimum', { type: 'number', minimum: 1 }, '"minimum"'],
    ['an unknown format', { type: 'string', format: 'email' }, 'email'],
    ['no type', { minLength: 1 }, 'without "type"'],
    ['a long repetition', { type: 'array', maxItems: 100_000 }, '"maxItems" beyond 0 to 500'],
    ['a literal object', { const: {} }, '"const"'],
    ['a required property that nothing describes', { type: 'object', required: ['a'] }, 'required property'],
    [
      'a definition that is nothing but itself',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } },
      'nothing but itself',
    ],
    ['a false schema', { type: 'array', items: false }, '"items"'],
  ])('is refused with %s, since the output might not fit it', (_what, schema, message) => {
    expect(() => toGrammarSchema(schema)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_CAPABILITY', message: expect.stringContaining(message) }),
    );
  });

  it('is refused with a reference that leads elsewhere', () => {
    expect(() => toGrammarSchema({ $ref: 'https://example.com/a' })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});
