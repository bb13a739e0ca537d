import type { CostRule } from './cost-rule.js';

/** Points of cost. */
export const cost: CostRule = {
  code: 'OPERATION_TOO_COSTLY',
  dimension: 'points of cost',
  bound: 'maxCost',
  measure: ({ cost: points }) => points,
};
