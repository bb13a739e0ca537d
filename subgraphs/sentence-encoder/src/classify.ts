import type { BatchFunction, ClassificationResult } from '@sluice/kit';
import { unreadable } from './embed.js';
import { countTokens } from './embed-groups.js';
import { type Embedded, type Engine, MODEL } from './engine.js';
import { dot } from './vectors.js';

/**
 * How far scores lie apart: cosines of a text and labels differ by a tenth or two, and a tenth more makes a label
 * e^1.5, or 4.5 times, as likely.
 */
const SHARPNESS = 15;

/** Sorts texts under labels by nearness in meaning: zero-shot, nothing was trained on the labels. */
export function createClassify(
  engine: Pick<Engine, 'embed'>,
): BatchFunction<string, { readonly labels: readonly string[] }, ClassificationResult> {
  return async (texts, { labels }, { signal }) => {
    const embedded = await engine.embed([...texts, ...labels], signal);
    const labelVectors = embedded.slice(texts.length);
    return texts.map((text, index) => {
      const own = embedded[index];
      if (!own || own.tokens === 0) return unreadable();
      return {
        scores: scoreLabels(own, labels, labelVectors),
        model: MODEL,
        // As if the text had come alone, whatever shared its batch.
        usage: { inputTokens: countTokens([own, ...labelVectors]), inputCharacters: text.length },
      };
    });
  };
}

function scoreLabels({ vector }: Embedded, labels: readonly string[], labelVectors: readonly Embedded[]) {
  const shares = softmax(labelVectors.map((label) => SHARPNESS * dot(vector, label.vector)));
  return labels
    .map((label, index) => ({ label, score: shares[index] ?? 0 }))
    .toSorted((left, right) => right.score - left.score);
}

/** Positive numbers that sum to 1, in the order of the given ones. */
export function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
