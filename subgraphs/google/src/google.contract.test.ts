import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll } from '@jest/globals';
import { scriptModels, WRITING_FACTS } from '@sluice/ai-sdk/testing';
import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

import { addBatchEmbeddings } from './testing/batch-embeddings.js';

const MAIN = new URL('../dist/main.js', import.meta.url);
const mock = new LLMock({ port: 0, latency: 5, chunkSize: 12 });

beforeAll(async () => {
  scriptModels(mock);
  addBatchEmbeddings(mock, 'gemini-embedding-001');
  await mock.start();
});
afterAll(() => mock.stop());

defineServiceContract(
  ({ env, ...options }) =>
    startServiceProcess(MAIN, {
      ...options,
      env: { ...env, SLUICE_SERVICE_SETTINGS: JSON.stringify({ tasks: false, baseUrl: `${mock.url}/v1beta` }) },
    }),
  {
    ...WRITING_FACTS,
    // Tasks are the kit's, over generation: `tasks.test.ts` tries them here, the contracts of other vendors hold them.
    capabilities: ['generation', 'embeddings'],
    env: { GOOGLE_GENERATIVE_AI_API_KEY: 'a-key' },
  },
);
