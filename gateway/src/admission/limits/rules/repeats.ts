import type { ShapeRule } from './shape-rule.js';

/** Fields of one response name in one place. Validation compares each of them with each other. */
export const repeats: ShapeRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'repeated fields',
  bound: 'maxRepeats',
  measure: (shape) => shape.repeats,
};
