import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { checkOutput, checkSchema } from './check-output.js';
import type { JsonObject, JsonValue } from './generation-capability.js';

function caught(act: () => unknown): ServiceError {
  try {
    act();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

const CITY: JsonObject = {
  type: 'object',
  properties: { city: { type: 'string', minLength: 2 }, tags: { $ref: '#/$defs/tags' } },
  required: ['city'],
  additionalProperties: false,
  $defs: { tags: { type: 'array', items: { enum: ['big', 'old'] } } },
};

describe('An output held against its schema', () => {
  it.each<[string, JsonValue]>([
    ['the least', { city: 'Ulm' }],
    ['what is referred to', { city: 'Ulm', tags: ['old'] }],
  ])('passes with %s', (_what, output) => expect(() => checkOutput(CITY, output, 0)).not.toThrow());

  it.each<[string, JsonValue, string]>([
    ['what is required missing', {}, 'city'],
    ['another type', { city: 7 }, '#/city'],
    ['a value out of its list', { city: 'Ulm', tags: ['new'] }, '#/tags/0'],
    ['more than was asked for', { city: 'Ulm', x: 1 }, '#/x'],
    ['nothing', null, '#'],
  ])('fails with %s, and the log says where', (_what, output, place) => {
    const error = caught(() => checkOutput(CITY, output, 0));
    expect(error.code).toBe('OUTPUT_INVALID');
    expect((error.cause as Error).message).toContain(place);
    expect(error.message).not.toContain('Ulm');
  });

  it('is read by the draft that the schema names', () => {
    const pair = { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false };
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...pair };
    expect(() => checkOutput(schema, ['a', 1], 0)).not.toThrow();
    expect(caught(() => checkOutput(schema, ['a', 'b'], 0)).code).toBe('OUTPUT_INVALID');
    expect(caught(() => checkOutput(schema, ['a', 1, 2], 0)).code).toBe('OUTPUT_INVALID');
  });

  it('ends for an expression that does not, and blames the schema', () => {
    const schema = { type: 'string', pattern: '^(a+)+$' };
    expect(checkSchema(schema)).toBe(schema);
    expect(caught(() => checkOutput(schema, `${'a'.repeat(60)}!`, 0)).code).toBe('BAD_USER_INPUT');
    expect(() => checkOutput(schema, 'aaa', 0)).not.toThrow();
  });
});

describe('A schema is refused before a model is paid', () => {
  it.each<[string, JsonObject]>([
    ['a pattern that is none', { properties: { a: { pattern: '(' } } }],
    ['a pattern of names that is none', { patternProperties: { '[': {} } }],
    ['a circle without an end', { $ref: '#' }],
    ['a reference to nothing', { $ref: '#/$defs/none' }],
    ['a reference to elsewhere', { $ref: 'https://example.com/s.json' }],
    ['what is no list of schemas', { allOf: 'x' }],
  ])('%s', (_what, schema) => {
    expect(caught(() => checkSchema(schema))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { inputPath: ['input', 'responseSchema'] },
    });
  });

  it('unless what looks like a pattern is a value', () => {
    for (const schema of [{ const: { pattern: '(' } }, { properties: { pattern: { type: 'string' } } }])
      expect(checkSchema(schema)).toBe(schema);
  });
});
