import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll } from '@jest/globals';
import { scriptDoors } from '@sluice/ai-sdk/testing';
import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

const MAIN = new URL('../dist/main.js', import.meta.url);
const mock = new LLMock({ port: 0, latency: 5, chunkSize: 12 });

beforeAll(async () => {
  scriptDoors(mock);
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
    features: ['structured-output', 'tools'],
    failing: 'never',
    generation: { seed: null },
  },
);
