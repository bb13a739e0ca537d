import { DIMENSIONS, dot } from '../vectors.js';

/** A unit vector and whether it belongs to the class. */
export interface Sample {
  readonly vector: Float32Array;
  readonly positive: boolean;
}

export interface Regression {
  readonly weights: Float32Array;
  readonly bias: number;
}

/** With vectors of length 1 and a bias the curvature of the loss is at most a quarter of 2. */
const CURVATURE = 0.5;
const STEPS = 400;

/**
 * Fits a logistic regression whose two classes weigh the same, however many samples each has. Nesterov's accelerated
 * gradient over all samples at once: no chance in it, and after 400 steps the figures no longer move.
 *
 * @param l2 the weight of half the squared length of the weights in the loss.
 */
export function fitRegression(samples: readonly Sample[], l2: number): Regression {
  const shares = classShares(samples);
  let weights = new Float32Array(DIMENSIONS + 1);
  let before = weights;
  for (let step = 0; step < STEPS; step++) {
    const momentum = step / (step + 3);
    const ahead = weights.map((weight, index) => weight + momentum * (weight - (before[index] ?? 0)));
    const slope = gradient(samples, ahead, shares);
    before = weights;
    weights = ahead.map((weight, index) => {
      const penalty = index < DIMENSIONS ? l2 * weight : 0;
      return weight - ((slope[index] ?? 0) + penalty) / (CURVATURE + l2);
    });
  }
  return { weights: weights.slice(0, DIMENSIONS), bias: weights[DIMENSIONS] ?? 0 };
}

interface Shares {
  readonly positive: number;
  readonly negative: number;
}

function classShares(samples: readonly Sample[]): Shares {
  const positives = samples.filter(({ positive }) => positive).length;
  return { positive: 0.5 / positives, negative: 0.5 / (samples.length - positives) };
}

function gradient(samples: readonly Sample[], parameters: Float32Array, shares: Shares): Float32Array {
  const sum = new Float32Array(parameters.length);
  const weights = parameters.subarray(0, DIMENSIONS);
  const bias = parameters[DIMENSIONS] ?? 0;
  for (const { vector, positive } of samples) {
    const probability = 1 / (1 + Math.exp(-(dot(vector, weights) + bias)));
    const error = positive ? shares.positive * (probability - 1) : shares.negative * probability;
    for (let index = 0; index < DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + error * (vector[index] ?? 0);
    sum[DIMENSIONS] = (sum[DIMENSIONS] ?? 0) + error;
  }
  return sum;
}
