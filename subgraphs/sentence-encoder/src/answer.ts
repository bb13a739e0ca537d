import type { AnswerResult, BatchFunction } from '@sluice/kit';
import { countTokens, embedGroups } from './embed-groups.js';
import { type Embedded, type Engine, MODEL } from './engine.js';
import { splitEach, splitSentences } from './sentences.js';
import { dot } from './vectors.js';

/**
 * The least likeness of a question and the sentence that answers it. Of the examples in `fixtures/questions.json`
 * questions that the text does not answer come up to 0.28, right answers down to 0.37.
 */
export const LEAST_CONFIDENCE = 0.32;

/** Finds the sentence of a text that answers a question best: the one nearest to it in meaning. */
export function createAnswer(
  engine: Pick<Engine, 'embed'>,
): BatchFunction<string, { readonly question: string }, AnswerResult> {
  return async (texts, { question }, { signal }) => {
    const split = await splitEach(texts, splitSentences);
    const [asked = [], ...groups] = await embedGroups(
      [[question], ...split.map((own) => (own instanceof Error ? [] : own))],
      engine,
      signal,
    );
    return split.map((own, index) => {
      if (own instanceof Error) return own;
      const embedded = groups[index] ?? [];
      return {
        ...findAnswer(own, embedded, asked),
        model: MODEL,
        usage: { inputTokens: countTokens([...asked, ...embedded]), inputCharacters: texts[index]?.length ?? 0 },
      };
    });
  };
}

function findAnswer(sentences: readonly string[], embedded: readonly Embedded[], [question]: readonly Embedded[]) {
  let best = { text: '', confidence: 0 };
  for (const [index, { vector }] of embedded.entries()) {
    const confidence = Math.min(1, question ? dot(question.vector, vector) : 0);
    if (confidence > best.confidence) best = { text: sentences[index] ?? '', confidence };
  }
  return { text: best.confidence >= LEAST_CONFIDENCE ? best.text : null, confidence: best.confidence };
}
