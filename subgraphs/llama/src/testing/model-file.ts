import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';

/** A tiny language model beside the repository; the project ships none. */
export const MODEL_FILE = fileURLToPath(new URL('../../../../../shared/models/stories260K.gguf', import.meta.url));

const isThere = existsSync(MODEL_FILE) && statSync(MODEL_FILE).size > 0;

/** Describes what needs a real model; without one it is left out, and its title says so. */
export function describeWithModel(title: string, tests: () => void): void {
  // oxlint-disable-next-line jest/valid-describe-callback, jest/valid-title
  if (isThere) describe(title, tests);
  // The model is no part of the repository; the count of skipped tests tells that they were left out.
  // oxlint-disable-next-line jest/no-disabled-tests, jest/valid-describe-callback
  else describe.skip(`LEFT OUT, there is no model at ${MODEL_FILE}: ${title}`, tests);
}
