import type { ShapeRule } from './shape-rule.js';

/** Directives, known or not: validation looks at each. */
export const directives: ShapeRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'directives',
  bound: 'maxDirectives',
  measure: (shape) => shape.directives,
};
