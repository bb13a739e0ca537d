import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll } from '@jest/globals';
import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

import { addBatchEmbeddings } from './testing/batch-embeddings.js';

const MAIN = new URL('../dist/main.js', import.meta.url);
const mock = new LLMock({ port: 0, latency: 5, chunkSize: 12 });

beforeAll(async () => {
  mock.onMessage(/door number/, ({ messages }) => ({
    content: `${JSON.stringify(messages.at(-1)?.content)} `.repeat(6),
    usage: { promptTokenCount: 14, candidatesTokenCount: 30 },
  }));
  mock.onMessage(/[^]*/, { content: 'Something else.' });
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
    capabilities: ['generation', 'embeddings'],
    env: { GOOGLE_GENERATIVE_AI_API_KEY: 'a-key' },
    failing: 'never',
  },
);
