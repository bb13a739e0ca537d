import type { ErrorCode } from '@sluice/schema';

import type { OperationBounds } from '../../../config/limit-settings.js';
import type { OperationCost } from '../../cost/measure-operation.js';

/** A limit on what an operation means with its variables. */
export interface CostRule {
  readonly code: Extract<ErrorCode, `OPERATION_TOO_${string}`>;
  readonly dimension: string;
  readonly bound: keyof OperationBounds;
  readonly measure: (cost: OperationCost) => number;
}
