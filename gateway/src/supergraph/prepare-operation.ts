import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { QueryPlan } from '@apollo/query-planner';
import { getVariableValues, GraphQLError } from 'graphql';

import type { SupergraphSnapshot } from './snapshot.js';

/** A validated operation, as Apollo Server hands it on. */
export type ValidatedOperation = Pick<
  GatewayGraphQLRequestContext,
  'document' | 'operationName' | 'request' | 'context' | 'source' | 'logger'
> &
  // The interface promises one; where the document has none of that name, there is none.
  Partial<Pick<GatewayGraphQLRequestContext, 'operation'>>;

/** Whether an operation may run, before it is planned; the errors say why not. */
export type Admission = (
  snapshot: SupergraphSnapshot,
  operation: ValidatedOperation,
) => readonly GraphQLError[] | Promise<readonly GraphQLError[]>;

/** An operation that may run, with its plan, or why it may not. */
export type Preparation =
  | { readonly kind: 'planned'; readonly plan: QueryPlan }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

export interface PreparationOptions {
  readonly admit: Admission;
  /** Most errors that are told of one operation's variables. */
  readonly maxCoercionErrors: number;
}

/** Prepares an operation for a snapshot: of a subscription, once more for each snapshot that it lives to see. */
export type Prepare = (snapshot: SupergraphSnapshot, operation: ValidatedOperation) => Promise<Preparation>;

/**
 * What every operation goes through before it runs, whatever transport brought it. This is the only place that calls
 * admission.
 */
export function createPreparation({ admit, maxCoercionErrors }: PreparationOptions): Prepare {
  return async (snapshot, operation) => {
    // Apollo Server leaves it to a gateway's executor to find the operation and to coerce its variables.
    const mistakes = requestErrors(snapshot, operation, maxCoercionErrors);
    const errors = mistakes.length > 0 ? mistakes : await admit(snapshot, operation);
    if (errors.length > 0) return { kind: 'refused', errors };
    return { kind: 'planned', plan: snapshot.plan(operation.document, operation.operationName) };
  };
}

/** Raw variables are forwarded; they are coerced here once so that no service sees what the schema does not allow. */
function requestErrors(
  { apiSchema }: SupergraphSnapshot,
  { operation, request }: ValidatedOperation,
  maxErrors: number,
): GraphQLError[] {
  if (!operation) {
    const message = 'The document has no operation of that name, or several and none was named.';
    return [new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })];
  }
  const definitions = operation.variableDefinitions ?? [];
  const { errors } = getVariableValues(apiSchema, definitions, request.variables ?? {}, { maxErrors });
  return (errors ?? []).map(
    (error) => new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } }),
  );
}
