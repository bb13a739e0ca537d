import { worstScore } from '../moderate.js';
import type { ModerationCategory } from '../moderation-head.js';
import type { EmbeddedExample } from './embed-examples.js';
import { chooseThreshold, evaluate, type Figures, type Scored } from './evaluate.js';
import { fitRegression } from './logistic-regression.js';
import { sampleOf } from './split-examples.js';

/** The parts of a split, embedded. */
export interface EmbeddedSplit {
  readonly training: readonly EmbeddedExample[];
  readonly validation: readonly EmbeddedExample[];
  readonly heldOut: readonly EmbeddedExample[];
}

/** Whether an example belongs to the category; undefined where nobody said. */
export type Label = (example: EmbeddedExample) => boolean | undefined;

export interface TrainedCategory extends ModerationCategory {
  readonly l2: number;
  readonly trainingCount: number;
  readonly validation: Figures;
  readonly heldOut: Figures;
  /** The same of every fifth held-out text: quick to check again. */
  readonly heldOutSample: Figures;
}

/** The strongest first. */
const STRENGTHS = [1e-3, 3e-4, 1e-4, 3e-5, 1e-5];

/** Trains one category: strength and threshold by the validation part, figures by the held-out one, once. */
export function trainCategory(name: string, label: Label, split: EmbeddedSplit): TrainedCategory {
  const samples = labelled(split.training, label).map(({ example, positive }) => ({
    vector: wholeOf(example),
    positive,
  }));
  const candidates = STRENGTHS.map((l2) => {
    const head = { name, ...fitRegression(samples, l2) };
    return { head, l2, ...chooseThreshold(scoreExamples(split.validation, label, head)) };
  });
  const best = chooseCandidate(candidates);
  // As the file will hold it, so that the figures are of those very numbers.
  const head = { ...best.head, threshold: best.threshold, ...rounded(best.head) };
  return {
    ...head,
    l2: best.l2,
    trainingCount: samples.length,
    validation: evaluate(scoreExamples(split.validation, label, head), head.threshold),
    heldOut: evaluate(scoreExamples(split.heldOut, label, head), head.threshold),
    heldOutSample: evaluate(scoreExamples(sampleOf(split.heldOut), label, head), head.threshold),
  };
}

/**
 * The most strongly regularised candidate that is as good as the best within one standard error. The best itself gains
 * nothing that chance may not have given it, and its larger weights carry farther on texts that are unlike the data:
 * headings of one word and sentences of a public notice came near the threshold with it.
 */
export function chooseCandidate<Candidate extends { readonly figures: Figures }>(
  strongestFirst: readonly Candidate[],
): Candidate {
  const best = strongestFirst.reduce((first, other) => (other.figures.f1 > first.figures.f1 ? other : first));
  const { f1, count } = best.figures;
  const standardError = Math.sqrt((f1 * (1 - f1)) / count);
  return strongestFirst.find(({ figures }) => figures.f1 >= f1 - standardError) ?? best;
}

/** The scores of those examples of which it is known whether they belong to the category. */
export function scoreExamples(
  examples: readonly EmbeddedExample[],
  label: Label,
  head: Pick<ModerationCategory, 'weights' | 'bias'>,
): Scored[] {
  return labelled(examples, label).map(({ example, positive }) => ({
    score: worstScore(example.parts, head),
    positive,
  }));
}

function labelled(examples: readonly EmbeddedExample[], label: Label) {
  return examples.flatMap((example) => {
    const positive = label(example);
    return positive === undefined ? [] : [{ example, positive }];
  });
}

function wholeOf({ parts, stratum }: EmbeddedExample): Float32Array {
  const [whole] = parts;
  if (!whole) throw new Error(`Expected a vector for each text, got none for one of ${stratum}.`);
  return whole.vector;
}

function rounded({ weights, bias }: Pick<ModerationCategory, 'weights' | 'bias'>) {
  return { weights: weights.map((weight) => Math.fround(roundNumber(weight))), bias: roundNumber(bias) };
}

export const roundNumber = (value: number) => Number(value.toPrecision(6));
