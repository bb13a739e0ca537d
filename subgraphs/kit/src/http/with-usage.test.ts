import { expect, it } from '@jest/globals';

import { HELLO, MUTATION, startToy, subscribe } from '../generation/testing/start-toy-model.js';
import { startService } from '../testing/start-service.js';

it('tells with each answer what it has consumed, by model, however the calls were put together', async () => {
  await using service = await startService({
    capabilities: {
      summarization: {
        models: ['m'],
        run: async (items) =>
          items.map((text, index) =>
            index === 0
              ? { text, extractive: false, model: 'm', usage: { inputTokens: 3, outputTokens: 1 } }
              : { text, extractive: false, model: 'other', usage: { inputTokens: 5 } },
          ),
      },
    },
  });
  const ask = async (contents: readonly string[]) => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${service.token}` },
      body: JSON.stringify({
        query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Text { summary { model } } } }',
        variables: { r: contents.map((content) => ({ __typename: 'Text', content })) },
      }),
    });
    return ((await response.json()) as { extensions?: unknown }).extensions;
  };
  expect(await ask(['one', 'two', 'three', 'two'])).toEqual({
    sluiceUsage: [
      { model: 'm', inputTokens: 3, outputTokens: 1 },
      { model: 'other', inputTokens: 10 },
    ],
  });
  expect(await ask([])).toBeUndefined();
});

it('tells what an answer that could not be used has consumed, as a whole and as a stream', async () => {
  const { service } = await startToy({ words: ['{"a":', '1}'] });
  await using _ = service;
  const input = { ...HELLO, responseSchema: { properties: { a: { type: 'string' } } } };
  const usage = [{ model: 'toy', inputTokens: 1, outputTokens: 2 }];
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${service.token}` };
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: MUTATION, variables: { input } }),
  });
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'OUTPUT_INVALID' } }],
    extensions: { sluiceUsage: usage },
  });
  const heard = [];
  for await (const event of subscribe(service, 'a key', input)) heard.push(event);
  expect(heard.at(-1)).toMatchObject({
    errors: [{ extensions: { code: 'OUTPUT_INVALID' } }],
    extensions: { sluiceUsage: usage },
  });
});
