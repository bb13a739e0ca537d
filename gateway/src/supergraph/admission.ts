import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { DocumentNode, FragmentDefinitionNode, GraphQLError, OperationDefinitionNode } from 'graphql';

import type { RequestContext } from '../request-context.js';
import type { SupergraphSnapshot } from './snapshot.js';

/** A validated operation that asks to run, whatever transport brought it. */
export interface AdmissionRequest {
  /** The graph that it was validated against. */
  readonly snapshot: SupergraphSnapshot;
  /** What is asked for: the document as it came, or what an earlier gate left of it. */
  readonly document: DocumentNode;
  /** The one operation of the document that is to run. */
  readonly operation: OperationDefinitionNode;
  /** By which name it was asked for; null where the document has one operation only. */
  readonly operationName: string | null;
  /** The fragments of the document, by name. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced, with defaults: what the operation means, not what was sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Who asks, until when, and where to log. */
  readonly context: RequestContext;
}

/** Whether an operation may run, and what of it. */
export type AdmissionOutcome =
  | {
      readonly kind: 'admitted';
      /**
       * What is left of the request. Its document is planned, and the answer is shaped from it: the one that was asked
       * for would let through what was only fetched as a key.
       */
      readonly request: AdmissionRequest;
      /** Gives every place of what was cut its null, and the error that says why. */
      readonly complete: (result: GatewayExecutionResult) => GatewayExecutionResult;
    }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/** Decides about every operation, before it is planned. */
export interface Admission {
  /**
   * Once for each operation; of a subscription, once more for each graph that comes into force, and where its
   * credential is renewed.
   */
  admit(request: AdmissionRequest): Promise<AdmissionOutcome>;
  /**
   * Once for each event of a subscription, before other subgraphs are asked for its fields.
   *
   * @param admitted what `admit` left of the request
   * @returns the errors to answer with in place of the event; none lets it pass
   */
  charge(admitted: AdmissionRequest): Promise<readonly GraphQLError[]>;
}
