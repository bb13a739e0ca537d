import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll } from '@jest/globals';
import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

const MAIN = new URL('../dist/main.js', import.meta.url);
const mock = new LLMock({ port: 0, latency: 5, chunkSize: 12 });

beforeAll(async () => {
  mock.onMessage(/door number/, ({ messages }) => ({
    content: `${JSON.stringify(messages.at(-1)?.content)} `.repeat(6),
    usage: { input_tokens: 14, output_tokens: 30 },
  }));
  mock.onMessage(/[^]*/, { content: 'Something else.' });
  await mock.start();
});
afterAll(() => mock.stop());

defineServiceContract(
  ({ env, ...options }) =>
    startServiceProcess(MAIN, {
      ...options,
      env: { ...env, SLUICE_SERVICE_SETTINGS: JSON.stringify({ tasks: false, baseUrl: `${mock.url}/v1` }) },
    }),
  {
    capabilities: ['generation'],
    env: { ANTHROPIC_API_KEY: 'a-key' },
    failing: 'never',
    generation: { seed: null },
  },
);
