import { readFileSync } from 'node:fs';
import { dot } from './vectors.js';

/** A logistic regression over sentence vectors: what `weights/moderation.json` holds for a category. */
export interface ModerationCategory {
  readonly name: string;
  /** Scores from here on are flagged. */
  readonly threshold: number;
  readonly bias: number;
  readonly weights: Float32Array;
}

/** As the file holds it; it also tells how the weights were made and what they reach. */
interface WeightsFile {
  readonly categories: readonly (Omit<ModerationCategory, 'weights'> & { readonly weights: readonly number[] })[];
}

/** Reads the trained weights, once, at start. */
export function loadModerationHead(
  file: URL = new URL('../weights/moderation.json', import.meta.url),
): ModerationCategory[] {
  const { categories } = JSON.parse(readFileSync(file, 'utf8')) as WeightsFile;
  return categories.map(({ name, threshold, bias, weights }) => ({
    name,
    threshold,
    bias,
    weights: Float32Array.from(weights),
  }));
}

/** How strongly the text with this vector shows the category, from 0 to 1. */
export function scoreVector(vector: Float32Array, { bias, weights }: Pick<ModerationCategory, 'bias' | 'weights'>) {
  return 1 / (1 + Math.exp(-(dot(vector, weights) + bias)));
}
