import { getOperationAST } from 'graphql';

import type { Admission, AdmissionRequest } from '../supergraph/admission.js';
import { fragmentsOf } from '../supergraph/fragments-of.js';
import type { AdmissionGate, Cut } from './admission-gate.js';

/**
 * Asks the gates in their order: cheap ones first, and those that count last, so that nobody is charged for what is
 * refused or cut. The first that refuses ends it; each is handed what the one before left of the operation.
 */
export function createAdmission(gates: readonly AdmissionGate[]): Admission {
  return {
    async admit(asked) {
      let request = asked;
      const cuts: Cut[] = [];
      for (const gate of gates) {
        const pending = gate.admit(request);
        // Most gates know at once, and a tick for each would be felt by every operation.
        const decision = pending instanceof Promise ? await pending : pending;
        if (decision.kind === 'refused') return decision;
        if (!decision.cut) continue;
        cuts.push(decision.cut);
        request = afterCut(request, decision.cut);
      }
      return { kind: 'admitted', request, complete: completeAll(cuts) };
    },
    async charge(admitted) {
      for (const gate of gates) {
        const errors = (await gate.charge?.(admitted)) ?? [];
        if (errors.length > 0) return errors;
      }
      return [];
    },
  };
}

function afterCut(request: AdmissionRequest, { document }: Cut): AdmissionRequest {
  const operation = getOperationAST(document, request.operationName);
  if (!operation) throw new TypeError('A cut keeps the operation.');
  return { ...request, document, operation, fragments: fragmentsOf(document) };
}

/** What was cut last is put back first: each cut knows the answer to the document that it left. */
function completeAll(cuts: readonly Cut[]): Cut['complete'] {
  return (result) => cuts.reduceRight((answer, cut) => cut.complete(answer), result);
}
