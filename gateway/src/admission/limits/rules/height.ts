import type { ShapeRule } from './shape-rule.js';

/** Fields once fragments are spread out. A document of 800 bytes whose nested fragments are spread twice has 16,000 and keeps a planner busy for half a minute. */
export const height: ShapeRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'fields',
  bound: 'maxHeight',
  measure: (shape) => shape.height,
};
