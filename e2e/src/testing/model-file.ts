import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';

import { ROOT } from './start-sluice.js';

/** A tiny language model beside the repository; the project ships none. */
export const MODEL_FILE = join(ROOT, '../shared/models/stories260K.gguf');

/** Describes what needs a real model; without one it is left out, and its title says so. */
export function describeWithModel(title: string, tests: () => void): void {
  // oxlint-disable-next-line jest/valid-describe-callback, jest/valid-title
  if (existsSync(MODEL_FILE)) describe(title, tests);
  // The model is no part of the repository; the count of skipped tests tells that they were left out.
  // oxlint-disable-next-line jest/no-disabled-tests, jest/valid-describe-callback
  else describe.skip(`LEFT OUT, there is no model at ${MODEL_FILE}: ${title}`, tests);
}

/** The services of a pipeline that writes: the others load in vain. */
export const WRITING_SERVICES = `
# What was told of a story once is asked for again: services are killed to see that it is missed.
callCache: { enabled: false }
services:
  - { name: sentence-encoder, run: ${ROOT}subgraphs/sentence-encoder/dist/main.js }
  - { name: fasttext, run: ${ROOT}subgraphs/fasttext/dist/main.js }
  - name: llama
    run: ${ROOT}subgraphs/llama/dist/main.js
    environment: [SLUICE_GGUF]
`;
