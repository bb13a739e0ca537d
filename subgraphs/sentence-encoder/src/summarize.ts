import type { BatchFunction, SummaryResult } from '@sluice/kit';
import { countTokens, embedGroups } from './embed-groups.js';
import { type Embedded, type Engine, MODEL } from './engine.js';
import { splitEach, splitSentences } from './sentences.js';
import { centroid, dot } from './vectors.js';

/** Summaries made of the text's own sentences, verbatim and in their order. */
export function createSummarize(
  engine: Pick<Engine, 'embed'>,
): BatchFunction<string, { readonly maxSentences: number }, SummaryResult> {
  return async (texts, { maxSentences }, { signal }) => {
    const split = await splitEach(texts, splitSentences);
    // A text that is short enough is its own summary, and the model is not asked.
    const toChoose = split.map((own) => (own instanceof Error || own.length <= maxSentences ? [] : own));
    const groups = await embedGroups(toChoose, engine, signal);
    return split.map((own, index) => {
      if (own instanceof Error) return own;
      const embedded = groups[index] ?? [];
      return {
        text: embedded.length === 0 ? own.join(' ') : choose(own, embedded, maxSentences).join(' '),
        extractive: true,
        model: MODEL,
        usage: { inputTokens: countTokens(embedded), inputCharacters: texts[index]?.length ?? 0 },
      };
    });
  };
}

/** How much a sentence loses for its likeness to those already chosen. */
const REDUNDANCY = 0.5;

/** What the first sentence gains; the second gains half of it, the third a third. Texts tend to begin with their point. */
const OPENING_BONUS = 0.1;

/** Sentences of fewer words say little by themselves; they count for less, down to a fifth. */
const FULL_WORDS = 5;

/** Chooses sentences that are near the middle of what the text says and far from each other (maximal marginal relevance). */
function choose(sentences: readonly string[], embedded: readonly Embedded[], most: number): string[] {
  const relevance = rate(sentences, embedded);
  const likeness = sentences.map(() => 0);
  const chosen = new Set<number>();
  while (chosen.size < most) {
    const next = indexOfBest(
      relevance.map((value, index) => value - REDUNDANCY * (likeness[index] ?? 0)),
      chosen,
    );
    chosen.add(next);
    for (const [index, { vector }] of embedded.entries()) {
      likeness[index] = Math.max(likeness[index] ?? 0, dot(vector, embedded[next]?.vector ?? vector));
    }
  }
  return sentences.filter((_, index) => chosen.has(index));
}

/**
 * The mean likeness to the other sentences (degree centrality, as in LexRank): since the cosine is linear, that is the
 * product with their sum, which takes n steps where comparing all pairs would take n².
 */
function rate(sentences: readonly string[], embedded: readonly Embedded[]): number[] {
  const middle = centroid(embedded.map(({ vector }) => vector));
  return embedded.map(({ vector }, index) => {
    const words = sentences[index]?.split(/\s+/u).length ?? 0;
    const fullness = Math.min(1, words / FULL_WORDS);
    return fullness * dot(vector, middle) + OPENING_BONUS / (index + 1);
  });
}

function indexOfBest(values: readonly number[], without: ReadonlySet<number>): number {
  let best = -1;
  for (const [index, value] of values.entries()) {
    if (!without.has(index) && (best < 0 || value > (values[best] ?? 0))) best = index;
  }
  return best;
}
