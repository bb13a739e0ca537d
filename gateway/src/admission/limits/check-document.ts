import type { ServiceError } from '@sluice/schema';
import type { DocumentNode } from 'graphql';

import type { OperationBounds } from '../../config/limit-settings.js';
import { documentShape } from './document-shape.js';
import { limitError } from './limit-error.js';
import { aliases } from './rules/aliases.js';
import { depth } from './rules/depth.js';
import { directives } from './rules/directives.js';
import { height } from './rules/height.js';
import { repeats } from './rules/repeats.js';
import { rootFields } from './rules/root-fields.js';
import type { ShapeRule } from './rules/shape-rule.js';
import { tokens } from './rules/tokens.js';

/** In the order in which they are told. */
export const SHAPE_RULES: readonly ShapeRule[] = [tokens, depth, height, rootFields, aliases, repeats, directives];

/** The first limit that a document passes by its form alone; null where it passes none. */
export function checkDocument(document: DocumentNode, bounds: OperationBounds): ServiceError | null {
  const shape = documentShape(document);
  for (const { code, dimension, bound, measure } of SHAPE_RULES) {
    const value = measure(shape);
    const limit = bounds[bound];
    if (value > limit) return limitError({ code, dimension, limit, value });
  }
  return null;
}
