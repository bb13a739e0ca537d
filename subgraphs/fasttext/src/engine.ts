import { createWorkerPool, type LanguageResult, type Progress } from '@sluice/kit';

import { toBcp47 } from './language-tags.js';
import { oneLine } from './one-line.js';
import type { Candidate } from './worker.js';

/** The name of the model that the package carries. */
export const MODEL = 'lid.176';

/** What is told when a text gives no clue; BCP 47 keeps `und` for it. */
const UNDETERMINED = 'und';

/** The model on its thread. */
export interface Engine {
  load(progress: Progress): Promise<void>;
  /** The languages of some texts, in their order. */
  identify(texts: readonly string[], signal: AbortSignal): Promise<LanguageResult[]>;
  close(): Promise<void>;
}

/** One thread: the model answers in a millisecond, and a batch of 256 in a quarter of a second. */
export function createEngine(): Engine {
  const pool = createWorkerPool<readonly string[], Candidate[][]>({ file: new URL('./worker.js', import.meta.url) });
  return {
    load: (progress) => pool.start(progress),
    async identify(texts, signal) {
      const lines = texts.map(oneLine);
      const lists = await pool.run(lines, { signal });
      return texts.map((text, index) => {
        const told = hasLetters(lines[index]) ? lists[index] : [];
        return toResult(text.length, told ?? []);
      });
    },
    close: () => pool.close(),
  };
}

/** fastText tells something of every text, `en` of an empty one; of a line without letters it knows nothing. */
function hasLetters(line = ''): boolean {
  return /\p{L}/u.test(line);
}

function toResult(inputCharacters: number, candidates: readonly Candidate[]): LanguageResult {
  const [best, ...others] = candidates.map(({ label, probability }) => ({
    code: toBcp47(label),
    // fastText's probabilities pass 1 by a hair.
    confidence: Math.min(1, probability),
  }));
  return {
    code: best?.code ?? UNDETERMINED,
    confidence: best?.confidence ?? 0,
    alternatives: others,
    model: MODEL,
    usage: { inputCharacters },
  };
}
