import { describe, expect, it } from '@jest/globals';
import { startService } from '../testing/start-service.js';
import { HELLO, MUTATION, startToy } from './testing/start-toy-model.js';

describe('Mutation.generate', () => {
  it('gives the whole', async () => {
    const { service, seen } = await startToy();
    await using _ = service;
    const { data, errors } = await service.query(MUTATION, { input: { ...HELLO, temperature: 0.5, stop: ['\n'] } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      generate: {
        text: { content: 'Once upon a time' },
        json: null,
        finishReason: 'STOP',
        toolCalls: [],
        model: 'toy',
        usage: { inputTokens: 1, outputTokens: 4 },
      },
    });
    expect(seen.requests[0]).toEqual({
      model: 'toy',
      messages: [{ role: 'user', content: 'Hello', images: [] }],
      temperature: 0.5,
      stop: ['\n'],
      tools: [],
    });
  });

  it('gives JSON where a schema was given, and refuses what is none, or another', async () => {
    const { service } = await startToy({ words: ['{"a":', '1}'] });
    await using _ = service;
    const asking = (type: string) => ({ ...HELLO, responseSchema: { properties: { a: { type } }, required: ['a'] } });
    const ask = async (from: typeof service, input: object) => {
      const { data, errors } = await from.query(MUTATION, { input });
      return data?.['generate'] ?? errors?.[0]?.extensions['code'];
    };
    expect(await ask(service, asking('integer'))).toMatchObject({ json: { a: 1 } });
    expect(await ask(service, asking('string'))).toBe('OUTPUT_INVALID');
    const { service: other } = await startToy();
    await using __ = other;
    expect(await ask(other, asking('integer'))).toBe('OUTPUT_INVALID');
  });

  it.each([
    ['no messages', { messages: [] }],
    ['an empty message', { messages: [{ role: 'USER', content: '  ' }] }],
    ['a temperature of 3', { ...HELLO, temperature: 3 }],
    ['a topP of 0', { ...HELLO, topP: 0 }],
    ['no tokens', { ...HELLO, maxTokens: 0 }],
    ['an empty stop text', { ...HELLO, stop: [''] }],
    [
      'a tool twice',
      {
        ...HELLO,
        tools: [
          { name: 'a', parameters: {} },
          { name: 'a', parameters: {} },
        ],
      },
    ],
    ['a schema with a pattern that is none', { ...HELLO, responseSchema: { pattern: '(' } }],
    ['a schema that is a list', { ...HELLO, responseSchema: [] }],
    ['a schema that is too deep', { ...HELLO, responseSchema: JSON.parse('{"a":'.repeat(40) + '1' + '}'.repeat(40)) }],
    ['a tool that answers no call', { messages: [{ role: 'TOOL', content: '1' }] }],
    ['pictures of the model', { messages: [{ role: 'ASSISTANT', content: 'a', images: ['data:image/png;base64,'] }] }],
  ])('refuses %s before the model is asked', async (_what, input) => {
    const { service, seen } = await startToy();
    await using _ = service;
    const { errors } = await service.query(MUTATION, { input });
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect(seen.requests).toEqual([]);
  });

  it('knows its models', async () => {
    const { service } = await startToy();
    await using _ = service;
    const { data } = await service.query(MUTATION, { input: { ...HELLO, model: 'toy-2' } });
    expect(data?.['generate']).toMatchObject({ model: 'toy-2' });
    const { errors } = await service.query(MUTATION, { input: { ...HELLO, model: 'other' } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('toy, toy-2'),
      extensions: { code: 'MODEL_NOT_FOUND' },
    });
  });

  it('runs no more at once than it may, lets a few wait, and sheds the rest', async () => {
    const { service, seen } = await startToy({ concurrency: 2, maxQueue: 3, delayMs: 20 });
    await using _ = service;
    const answers = await Promise.all(Array.from({ length: 8 }, () => service.query(MUTATION, { input: HELLO })));
    const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions['code']));
    expect(codes).toEqual(['OVERLOADED', 'OVERLOADED', 'OVERLOADED']);
    expect(seen.most).toBe(2);
  });

  it.each([
    ['FIRST_TOKEN', { delayMs: 500, deadlines: { firstTokenMs: 50 } }],
    ['TOTAL', { delayMs: 30, deadlines: { totalMs: 80 } }],
  ])('fails with PROVIDER_TIMEOUT of kind %s', async (kind, toy) => {
    const { service } = await startToy(toy);
    await using _ = service;
    const { errors } = await service.query(MUTATION, { input: HELLO });
    // It may have been paid for.
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PROVIDER_TIMEOUT', kind, outcomeUnknown: true });
  });

  it('is measured', async () => {
    const { service } = await startToy();
    await using _ = service;
    await service.query(MUTATION, { input: HELLO });
    expect(await service.metrics()).toContain(
      'sluice_service_model_calls_total{capability="generation",model="toy",outcome="ok",service="toy"} 1',
    );
  });
});

describe('A service that offers nothing', () => {
  it('is ready, and tells what is missing', async () => {
    await using service = await startService({ capabilities: {}, missing: 'Get a model.' });
    await service.loaded;
    expect(await service.health()).toMatchObject({ status: 'ready', capabilities: {}, reason: 'Get a model.' });
    expect((await service.query('{ _service { sdl } }')).errors).toBeUndefined();
  });
});
