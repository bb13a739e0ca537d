import type { ShapeRule } from './shape-rule.js';

/** Fields at the root: each is an operation of its own to whoever answers it. */
export const rootFields: ShapeRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'root fields',
  bound: 'maxRootFields',
  measure: (shape) => shape.rootFields,
};
