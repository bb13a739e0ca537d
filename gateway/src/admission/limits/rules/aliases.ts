import type { ShapeRule } from './shape-rule.js';

/** Aliases, also of `__typename`: each asks for one field once more. */
export const aliases: ShapeRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'aliases',
  bound: 'maxAliases',
  measure: (shape) => shape.aliases,
};
