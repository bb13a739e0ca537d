/**
 * What the suite takes from a test runner; jest and vitest give it as it is. It asserts with `node:assert`, so that no
 * runner's `expect` is needed.
 */
export interface TestVocabulary {
  describe(title: string, define: () => void): void;
  /** @param timeoutMs longest time for the test; a runner that has its own way may leave it out */
  it(title: string, run: () => Promise<void>, timeoutMs?: number): void;
  beforeAll(run: () => Promise<void>, timeoutMs?: number): void;
  afterAll(run: () => Promise<void>, timeoutMs?: number): void;
}

/**
 * The words that the runner has put into the global scope.
 *
 * @throws TypeError naming what is not there
 */
export function globalVocabulary(): TestVocabulary {
  const words = globalThis as unknown as TestVocabulary;
  for (const name of ['describe', 'it', 'beforeAll', 'afterAll'] as const) {
    if (typeof words[name] !== 'function')
      throw new TypeError(
        `defineServiceContract: expected a global ${name}; pass the runner's words as third argument.`,
      );
  }
  return words;
}
