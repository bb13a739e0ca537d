/** How often a judgement was right and wrong. */
export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
}

export interface Figures extends Confusion {
  readonly count: number;
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The score that a text was given, and whether it belongs to the class. */
export interface Scored {
  readonly score: number;
  readonly positive: boolean;
}

/** Counts what a threshold gets right and wrong. */
export function evaluate(scored: readonly Scored[], threshold: number): Figures {
  const count = (positive: boolean, flagged: boolean) =>
    scored.filter((one) => one.positive === positive && one.score >= threshold === flagged).length;
  const truePositive = count(true, true);
  const falsePositive = count(false, true);
  const trueNegative = count(false, false);
  const falseNegative = count(true, false);
  return {
    count: scored.length,
    accuracy: round((truePositive + trueNegative) / scored.length),
    precision: round(truePositive / Math.max(1, truePositive + falsePositive)),
    recall: round(truePositive / Math.max(1, truePositive + falseNegative)),
    f1: round((2 * truePositive) / Math.max(1, 2 * truePositive + falsePositive + falseNegative)),
    truePositive,
    falsePositive,
    trueNegative,
    falseNegative,
  };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** Thresholds from 0.2 to 0.9, those near 0.5 first: of equally good ones the nearest to it is taken. */
const THRESHOLDS = Array.from({ length: 71 }, (_, index) => (20 + index) / 100).toSorted(
  (left, right) => Math.abs(left - 0.5) - Math.abs(right - 0.5),
);

/** The threshold with the best F1. */
export function chooseThreshold(scored: readonly Scored[]): { readonly threshold: number; readonly figures: Figures } {
  const candidates = THRESHOLDS.map((threshold) => ({ threshold, figures: evaluate(scored, threshold) }));
  return candidates.reduce((best, candidate) => (candidate.figures.f1 > best.figures.f1 ? candidate : best));
}
