/** How many numbers a vector of the Universal Sentence Encoder has. */
export const DIMENSIONS = 512;

/** The inner product; of two unit vectors it is their cosine. */
export function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

/** Adds `vector`, `weight` times, to `sum`. */
export function addScaled(sum: Float32Array, vector: Float32Array, weight: number): void {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + weight * (vector[index] ?? 0);
}

/**
 * Scales the vector to length 1, in place; a vector of zeros stays as it is.
 *
 * @throws RangeError if a number in it is not finite.
 */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (!Number.isFinite(length)) throw new RangeError('Expected finite numbers in the vector, got one that is not.');
  if (length === 0) return vector;
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}

/** The unit vector that points to the middle of the given ones. */
export function centroid(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const vector of vectors) addScaled(sum, vector, 1);
  return normalize(sum);
}

/** One vector of several packed ones: a view, not a copy. */
export function vectorAt(vectors: Float32Array, index: number): Float32Array {
  return vectors.subarray(index * DIMENSIONS, (index + 1) * DIMENSIONS);
}
