import type { CostRule } from './cost-rule.js';

/** Calls of AI services: an operation of 600 bytes can cause hundreds. */
export const calls: CostRule = {
  code: 'OPERATION_TOO_COSTLY',
  dimension: 'calls of AI services',
  bound: 'maxCalls',
  measure: ({ calls: count }) => count,
};
