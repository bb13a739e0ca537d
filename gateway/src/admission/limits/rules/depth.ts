import type { ShapeRule } from './shape-rule.js';

/** Levels of fields within fields. Depth is what a planner multiplies. */
export const depth: ShapeRule = {
  code: 'OPERATION_TOO_DEEP',
  dimension: 'levels',
  bound: 'maxDepth',
  measure: (shape) => shape.depth,
};
