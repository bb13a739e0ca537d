import type { DocumentNode } from 'graphql';

import type { OperationBounds } from '../../config/limit-settings.js';
import type { OperationCost } from '../cost/measure-operation.js';
import { SHAPE_RULES } from './check-document.js';
import { documentShape } from './document-shape.js';
import { COST_RULES } from './limits-gate.js';

/** One limit beside what an operation has of it. */
export interface ExplainedLimit {
  readonly dimension: string;
  /** Its setting: `limits.maxDepth`. */
  readonly setting: string;
  readonly value: number;
  readonly limit: number;
}

/** Every limit on the form and the cost of an operation, in the order in which they are looked at. */
export function explainLimits(document: DocumentNode, cost: OperationCost, bounds: OperationBounds): ExplainedLimit[] {
  const shape = documentShape(document);
  const explained = (dimension: string, bound: keyof OperationBounds, value: number): ExplainedLimit => ({
    dimension,
    setting: `limits.${bound}`,
    value,
    limit: bounds[bound],
  });
  return [
    ...SHAPE_RULES.map(({ dimension, bound, measure }) => explained(dimension, bound, measure(shape))),
    ...COST_RULES.map(({ dimension, bound, measure }) => explained(dimension, bound, measure(cost))),
  ];
}
