import type { ServiceError } from '@sluice/schema';
import { GraphQLError } from 'graphql';

import type { OperationBounds } from '../../config/limit-settings.js';
import type { AdmissionRequest } from '../../supergraph/admission.js';
import { ADMITTED, type AdmissionGate } from '../admission-gate.js';
import { measureOperation, type OperationCost } from '../cost/measure-operation.js';
import type { BoundsOf } from './bounds-of.js';
import { checkDocument } from './check-document.js';
import { limitError } from './limit-error.js';
import { calls } from './rules/calls.js';
import type { CostRule } from './rules/cost-rule.js';
import { cost } from './rules/cost.js';
import { listLength } from './rules/list-length.js';

/** In the order in which they are told. */
export const COST_RULES: readonly CostRule[] = [listLength, calls, cost];

/** Refuses operations that are larger or dearer than their caller may ask for. */
export function createLimitsGate(boundsOf: BoundsOf): AdmissionGate {
  return {
    name: 'limits',
    admit(request) {
      const bounds = boundsOf(request.context.principal);
      const error = toGraphQL(checkDocument(request.document, bounds)) ?? checkCost(request, bounds);
      return error ? { kind: 'refused', errors: [error] } : ADMITTED;
    },
  };
}

function checkCost(request: AdmissionRequest, bounds: OperationBounds): GraphQLError | null {
  try {
    return toGraphQL(passed(measureOperation(request), bounds));
  } catch (error) {
    // The arguments of a field are not what the schema wants, which only their variables show.
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
  }
}

/** The first limit that a cost passes; null where it passes none. */
export function passed(measured: OperationCost, bounds: OperationBounds): ServiceError | null {
  for (const { code, dimension, bound, measure } of COST_RULES) {
    const value = measure(measured);
    const limit = bounds[bound];
    if (value > limit) return limitError({ code, dimension, limit, value });
  }
  return null;
}

function toGraphQL(error: ServiceError | null): GraphQLError | null {
  return error && new GraphQLError(error.message, { extensions: error.extensions });
}
