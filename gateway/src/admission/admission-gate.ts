import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLError } from 'graphql';

import type { AdmissionRequest } from '../supergraph/admission.js';

/** What is left of an operation of which something may not run. */
export interface Cut {
  /** The same cut of the same document is the same object, so that its plan is found again. */
  readonly document: DocumentNode;
  /** Gives every place of what was cut its null, and the error that says why. */
  readonly complete: (result: GatewayExecutionResult) => GatewayExecutionResult;
}

/** What a gate says of an operation. */
export type GateDecision =
  | { readonly kind: 'admitted'; readonly cut?: Cut }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/** One step of admission. It sees what the steps before it left of the operation. */
export interface AdmissionGate {
  readonly name: string;
  /** Admits an operation, whole or cut, or refuses it. */
  admit(request: AdmissionRequest): GateDecision | Promise<GateDecision>;
  /**
   * Told of each event of a subscription, where the gate has to do with events.
   *
   * @returns the errors that stand in place of the event; none lets it pass
   */
  readonly charge?: (admitted: AdmissionRequest) => readonly GraphQLError[] | Promise<readonly GraphQLError[]>;
}

/** The decision of a gate that has nothing against an operation. */
export const ADMITTED: GateDecision = Object.freeze({ kind: 'admitted' });
