import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

import { describeWithModel, MODEL_FILE } from './testing/model-file.js';

const MAIN = new URL('../dist/main.js', import.meta.url);

describeWithModel('A language model', () => {
  defineServiceContract((options) => startServiceProcess(MAIN, options), {
    capabilities: ['generation'],
    features: ['structured-output'],
    env: { SLUICE_GGUF: MODEL_FILE },
    failing: { SLUICE_GGUF: '/nowhere/model.gguf' },
  });
});
