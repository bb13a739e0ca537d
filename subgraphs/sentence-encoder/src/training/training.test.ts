import { describe, expect, it } from '@jest/globals';
import { DIMENSIONS } from '../vectors.js';
import { cleanText } from './clean-text.js';
import { chooseThreshold, evaluate } from './evaluate.js';
import { fitRegression } from './logistic-regression.js';
import type { Example } from './read-corpora.js';
import { splitExamples } from './split-examples.js';
import { chooseCandidate } from './train-category.js';

const scored = (...pairs: [number, boolean][]) => pairs.map(([score, positive]) => ({ score, positive }));

describe('Cleaning', () => {
  it.each([
    ['!!! RT @someone: "Hello &amp; bye &#128512;" https://t.co/x', 'Hello & bye 😀"'],
    ['&unknown; &#9999999; stays', '&unknown; stays'],
    ['ART is not a retweet', 'ART is not a retweet'],
  ])('makes of %j %j', (text, expected) => expect(cleanText(text)).toBe(expected));
});

describe('Evaluation', () => {
  it('counts what is right and wrong', () => {
    expect(evaluate(scored([0.9, true], [0.8, false], [0.2, false], [0.1, true]), 0.5)).toEqual({
      count: 4,
      accuracy: 0.5,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      truePositive: 1,
      falsePositive: 1,
      trueNegative: 1,
      falseNegative: 1,
    });
  });

  it('chooses the threshold that parts best, near the middle where several do', () => {
    expect(chooseThreshold(scored([0.9, true], [0.75, true], [0.65, false], [0.1, false])).threshold).toBe(0.66);
  });
});

describe('The choice of a strength', () => {
  const candidate = (name: string, f1: number) => ({
    name,
    figures: { ...evaluate(scored([0.9, true]), 0.5), count: 1_000, f1 },
  });

  it('is the strongest that is as good as the best but for chance', () => {
    const candidates = [candidate('strong', 0.88), candidate('middle', 0.895), candidate('weak', 0.9)];
    expect(chooseCandidate(candidates).name).toBe('middle');
  });
});

describe('Regression', () => {
  it('finds the direction that tells two classes apart, and repeats to the last digit', () => {
    const samples = Array.from({ length: 40 }, (_, index) => {
      const vector = new Float32Array(DIMENSIONS);
      vector[index % 2] = 1;
      return { vector, positive: index % 2 === 0 };
    });
    const { weights, bias } = fitRegression(samples, 1e-3);
    expect(weights[0]).toBeGreaterThan(1);
    expect(weights[1]).toBeLessThan(-1);
    expect(bias).toBeCloseTo(0, 3);
    expect(fitRegression(samples, 1e-3)).toEqual({ weights, bias });
  });
});

describe('Splitting', () => {
  const examples = Array.from({ length: 3_000 }, (_, index): Example => {
    const kinds = ['davidson-neither', 'davidson-offensive', 'davidson-offensive', 'davidson-hate'];
    const stratum = kinds[index % 4] ?? '';
    return { text: `text ${index}`, stratum, toxic: stratum !== 'davidson-neither' };
  });
  const { training, validation, heldOut } = splitExamples(examples);

  it('takes as many toxic texts as others, and all of the rare kinds', () => {
    const all = [...training, ...validation, ...heldOut];
    expect(all.filter(({ toxic }) => toxic)).toHaveLength(all.length / 2);
    expect(all.filter(({ stratum }) => stratum === 'davidson-hate')).toHaveLength(750);
  });

  it('keeps the parts apart, each with its share', () => {
    expect(heldOut).toHaveLength(validation.length);
    expect(heldOut.length / (training.length + 2 * heldOut.length)).toBeCloseTo(0.12, 2);
    expect(new Set([...training, ...validation, ...heldOut].map(({ text }) => text)).size).toBe(1_500);
  });

  it('repeats', () => expect(splitExamples(examples).heldOut).toEqual(heldOut));
});
