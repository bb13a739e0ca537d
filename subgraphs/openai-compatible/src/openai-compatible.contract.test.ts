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
  (options) =>
    startServiceProcess(MAIN, { ...options, env: { ...options.env, OPENAI_COMPATIBLE_URL: `${mock.url}/v1` } }),
  {
    ...WRITING_FACTS,
    // Tasks are the kit's, over generation: `tasks.test.ts` tries them here, the contracts of other vendors hold them.
    capabilities: ['generation', 'embeddings'],
    env: {
      SLUICE_SERVICE_SETTINGS: JSON.stringify({
        tasks: false,
        models: ['mock-chat'],
        embeddingModels: ['mock-embed'],
      }),
    },
  },
);
