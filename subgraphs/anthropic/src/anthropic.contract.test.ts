import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll } from '@jest/globals';
import { scriptModels, WRITING_FACTS } from '@sluice/ai-sdk/testing';
import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

const MAIN = new URL('../dist/main.js', import.meta.url);
const mock = new LLMock({ port: 0, latency: 5, chunkSize: 12 });

beforeAll(async () => {
  scriptModels(mock);
  await mock.start();
});
afterAll(() => mock.stop());

defineServiceContract(
  ({ env, ...options }) =>
    startServiceProcess(MAIN, {
      ...options,
      env: { ...env, SLUICE_SERVICE_SETTINGS: JSON.stringify({ baseUrl: `${mock.url}/v1` }) },
    }),
  {
    ...WRITING_FACTS,
    // This vendor's pictures are dropped by the emulator.
    samples: { description: { ...WRITING_FACTS.samples.description, tellsApart: false } },
    env: { ANTHROPIC_API_KEY: 'a-key' },
    generation: { seed: null },
  },
);
