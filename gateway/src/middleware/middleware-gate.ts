import { ServiceError } from '@sluice/schema';
import { GraphQLError } from 'graphql';

import { ADMITTED, type AdmissionGate } from '../admission/admission-gate.js';
import type { Hooks } from './hooks.js';

/** Asks `onAdmit` about what limits and access have left of an operation. */
export function middlewareGate(onAdmit: NonNullable<Hooks['onAdmit']>): AdmissionGate {
  return {
    name: 'middleware',
    async admit({ document, operation, variables, context }) {
      try {
        await onAdmit({ document, operation, variables }, context);
        return ADMITTED;
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { message, extensions } = error;
        return { kind: 'refused', errors: [new GraphQLError(message, { extensions })] };
      }
    },
  };
}
