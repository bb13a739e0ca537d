import type { ShapeRule } from './shape-rule.js';

/** Lexical tokens. The parser itself stops at the widest limit of all roles. */
export const tokens: ShapeRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'tokens',
  bound: 'maxTokens',
  measure: (shape) => shape.tokens,
};
