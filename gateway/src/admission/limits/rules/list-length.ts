import type { CostRule } from './cost-rule.js';

/** Items of a list in the arguments, however it got there: as a literal, a variable, a default, or within an object. */
export const listLength: CostRule = {
  code: 'OPERATION_TOO_LARGE',
  dimension: 'items in a list',
  bound: 'maxListLength',
  measure: ({ longestList }) => longestList,
};
