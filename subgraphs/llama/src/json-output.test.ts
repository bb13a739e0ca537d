import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ServiceProcess } from '@sluice/kit/testing';

import { generate, say, startLlama } from './testing/llama-client.js';
import { describeWithModel, MODEL_FILE } from './testing/model-file.js';

describeWithModel('A response schema', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await startLlama(MODEL_FILE);
  });
  afterAll(async () => service[Symbol.asyncDispose]());

  const ask = (responseSchema: object, settings: object = {}) =>
    generate(
      service,
      say('Once upon a time', { seed: 3, temperature: 0.8, maxTokens: 300, ...settings, responseSchema }),
    );

  it('holds the model to it', async () => {
    const { written, errors } = await ask({
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 20 },
        mood: { enum: ['happy', 'sad'] },
        friends: { type: 'array', items: { type: 'string', maxLength: 8 }, minItems: 1, maxItems: 3 },
        age: { type: ['integer', 'null'] },
      },
      required: ['name', 'mood'],
    });
    expect(errors).toEqual([]);
    expect(written?.finishReason).toBe('STOP');
    const { name, mood, friends, age } = (written?.json ?? {}) as Record<string, unknown>;
    expect(name).toEqual(expect.stringMatching(/^.{1,20}$/s));
    expect(['happy', 'sad']).toContain(mood);
    expect((friends as string[]).length).toBeGreaterThanOrEqual(1);
    expect(age === null || Number.isInteger(age)).toBe(true);
    expect(JSON.parse(written?.text.content ?? '')).toEqual(written?.json);
  });

  it('gives no JSON where maxTokens cuts it off', async () => {
    const { written } = await ask({ type: 'array', items: { type: 'string' }, minItems: 100 }, { maxTokens: 20 });
    expect(written).toMatchObject({ finishReason: 'LENGTH', json: null });
  });

  it.each([
    [
      'deep',
      Array.from({ length: 12 }).reduce<object>((items) => ({ type: 'array', items, minItems: 1, maxItems: 500 }), {
        type: 'string',
        maxLength: 500,
      }),
    ],
    [
      'broad',
      {
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 900 }, (_one, index) => [`p${index}`, { type: 'string', maxLength: 400 }]),
        ),
      },
    ],
    ['of itself', { $ref: '#/$defs/a', $defs: { a: { type: 'array', items: { $ref: '#/$defs/a' }, maxItems: 500 } } }],
  ])('that is %s does no harm', async (_what, schema) => {
    const { written, errors } = await ask(schema, { maxTokens: 30 });
    expect(written?.usage.outputTokens ?? errors[0]?.extensions['code']).toEqual(expect.anything());
    expect((await service.health()).status).toBe('ready');
  });
});
