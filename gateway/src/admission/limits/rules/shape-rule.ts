import type { ErrorCode } from '@sluice/schema';

import type { OperationBounds } from '../../../config/limit-settings.js';
import type { OperationShape } from '../document-shape.js';

/** A limit that needs nothing but the document. */
export interface ShapeRule {
  readonly code: Extract<ErrorCode, `OPERATION_TOO_${string}`>;
  /** What is counted, in words. */
  readonly dimension: string;
  readonly bound: keyof OperationBounds;
  readonly measure: (shape: OperationShape) => number;
}
