import { LLMock } from '@copilotkit/aimock';
import { A_KEY, startVendorService } from '@sluice/ai-sdk/testing';
import { silentLogger } from '@sluice/kit';
import { expect, it } from '@jest/globals';

import { createAnthropicService } from './service.js';

const TEXT = { __typename: 'Text', content: 'Rivers carry the mountains to the sea, grain by grain.' };

it('offers tasks by the models that write, each held to its form', async () => {
  const mock = new LLMock({ port: 0 });
  mock.onMessage(/[^]*/, { content: '{"summary":"Rivers move mountains."}' });
  await mock.start();
  const settings = {
    baseUrl: `${mock.url}/v1`,
    sources: [A_KEY],
    models: ['claude-sonnet-4-5'],
    tasks: true,
    timeouts: {},
  };
  await using service = await startVendorService(createAnthropicService(settings, { logger: silentLogger }));
  const { capabilities } = await service.health();
  const { entities, errors } = await service.entities('summary(maxSentences: 1) { text { content } model }', [TEXT]);
  await mock.stop();
  expect(errors).toEqual([]);
  expect(entities).toEqual([{ summary: { text: { content: 'Rivers move mountains.' }, model: 'claude-sonnet-4-5' } }]);
  expect(Object.keys(capabilities)).toEqual(
    expect.arrayContaining([
      'answering',
      'classification',
      'description',
      'generation',
      'summarization',
      'translation',
    ]),
  );
});
