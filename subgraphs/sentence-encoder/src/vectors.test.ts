import { describe, expect, it } from '@jest/globals';
import { centroid, DIMENSIONS, dot, normalize, vectorAt } from './vectors.js';

const axis = (index: number, length = 1) => {
  const vector = new Float32Array(DIMENSIONS);
  vector[index] = length;
  return vector;
};

describe('Vectors', () => {
  it('are scaled to length 1, in place', () => {
    const vector = axis(3, -7);
    expect(normalize(vector)).toBe(vector);
    expect(vector[3]).toBe(-1);
  });

  it('of zeros stay as they are', () => {
    expect(normalize(new Float32Array(4))).toEqual(new Float32Array(4));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('with %s in them are refused', (value) => {
    expect(() => normalize(axis(0, value))).toThrow(RangeError);
  });

  it('have a middle of length 1', () => {
    const middle = centroid([axis(0), axis(1)]);
    expect(dot(middle, middle)).toBeCloseTo(1, 6);
    expect(middle[0]).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('are seen, not copied, where they stand among others', () => {
    const packed = new Float32Array(3 * DIMENSIONS);
    vectorAt(packed, 1)[0] = 5;
    expect(packed[DIMENSIONS]).toBe(5);
  });
});
