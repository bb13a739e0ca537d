import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, getVariableValues, GraphQLError } from 'graphql';

import type { RequestContext } from '../request-context.js';
import type { Admission, AdmissionRequest } from './admission.js';
import { fragmentsOf } from './fragments-of.js';
import type { SupergraphSnapshot } from './snapshot.js';

/** A validated operation, as Apollo Server hands it on. */
export type ValidatedOperation = Pick<
  GatewayGraphQLRequestContext,
  'document' | 'operationName' | 'request' | 'context' | 'source' | 'logger'
> &
  // The interface promises one; where the document has none of that name, there is none.
  Partial<Pick<GatewayGraphQLRequestContext, 'operation'>>;

/** An operation that may run, with what runs of it and how. */
export interface PlannedOperation {
  readonly kind: 'planned';
  /** What may run of the operation: the answer is shaped from this, never from what was asked for. */
  readonly document: DocumentNode;
  readonly plan: QueryPlan;
  /** What the document's variables are: as they were sent, but for what stands in the place of contexts. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Puts into an answer what it must say of the rest. */
  readonly complete: (result: GatewayExecutionResult) => GatewayExecutionResult;
  /** Of a subscription: asks whether one more event may be completed; the errors say why not. */
  readonly charge: () => Promise<readonly GraphQLError[]>;
}

/** An operation that may run, or why it may not. */
export type Preparation = PlannedOperation | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/** An operation whose contexts are as they are to run, or what is wrong with them. */
export type ContextOutcome =
  | ({ readonly kind: 'ready' } & Pick<PlannedOperation, 'document' | 'variables'>)
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/** Makes of an admitted operation one whose contexts are as they are to run. */
export type ContextStep = (
  admitted: AdmissionRequest,
  variables: PlannedOperation['variables'],
) => Promise<ContextOutcome>;

export interface PreparationOptions {
  readonly admission: Admission;
  readonly contexts: ContextStep;
  /** Most errors that are told of one operation's variables. */
  readonly maxCoercionErrors: number;
}

/** Prepares an operation for a snapshot: of a subscription, once more for each snapshot that it lives to see. */
export type Prepare = (snapshot: SupergraphSnapshot, operation: ValidatedOperation) => Promise<Preparation>;

/**
 * What every operation goes through before it runs, whatever transport brought it. This is the only place that calls
 * admission.
 */
export function createPreparation({ admission, contexts, maxCoercionErrors }: PreparationOptions): Prepare {
  return async (snapshot, validated) => {
    const read = readRequest(snapshot, validated, maxCoercionErrors);
    if (read.kind === 'refused') return read;
    const outcome = await admission.admit(read.request);
    if (outcome.kind === 'refused') return outcome;
    const { request, complete } = outcome;
    const sent = (validated.request.variables ?? {}) as PlannedOperation['variables'];
    const meant = await contexts(request, sent);
    if (meant.kind === 'refused') return meant;
    const { document, variables } = meant;
    const plan = snapshot.plan(document, request.operationName);
    return { kind: 'planned', document, variables, plan, complete, charge: () => admission.charge(request) };
  };
}

type ReadRequest =
  | { readonly kind: 'read'; readonly request: AdmissionRequest }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/**
 * Apollo Server leaves it to a gateway's executor to find the operation and to coerce its variables. Raw variables are
 * forwarded; they are coerced here once so that no service sees what the schema does not allow.
 */
function readRequest(
  snapshot: SupergraphSnapshot,
  { operation, operationName, document, request, context }: ValidatedOperation,
  maxErrors: number,
): ReadRequest {
  if (!operation) {
    return refuse([mistake('The document has no operation of that name, or several and none was named.')]);
  }
  const definitions = operation.variableDefinitions ?? [];
  const { errors, coerced } = getVariableValues(snapshot.apiSchema, definitions, request.variables ?? {}, {
    maxErrors,
  });
  if (errors) return refuse(errors.map(({ message, nodes }) => mistake(message, nodes)));
  return {
    kind: 'read',
    request: {
      snapshot,
      document,
      operation,
      operationName,
      fragments: fragmentsOf(document),
      variables: coerced,
      context: context as RequestContext,
    },
  };
}

const refuse = (errors: readonly GraphQLError[]) => ({ kind: 'refused', errors }) as const;

function mistake(message: string, nodes?: GraphQLError['nodes']): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}
