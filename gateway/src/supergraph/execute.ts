import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayExecutor,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { ServiceError } from '@sluice/schema';

import type { RequestContext } from '../request-context.js';
import { withCacheUses } from '../routing/call-cache/cache-use.js';
import type { SupergraphHolder } from './gateway-interface.js';
import { meantRequest } from './meant-request.js';
import { withPlainErrors } from './plain-errors.js';
import type { PlannedOperation, Prepare } from './prepare-operation.js';
import type { SupergraphSnapshot } from './snapshot.js';
import type { Subscriber } from './subscribe.js';

export interface ExecutorOptions {
  readonly holder: SupergraphHolder;
  readonly prepare: Prepare;
  /** A data source for every subgraph of a snapshot. */
  readonly services: (snapshot: SupergraphSnapshot) => ServiceMap;
  readonly subscriber: Subscriber;
}

/** Prepares, plans and executes an operation, or opens its subscription. */
export function createExecutor({ holder, prepare, services, subscriber }: ExecutorOptions): GatewayExecutor {
  return async (requestContext) => {
    // The snapshot that the operation was validated against, also when another one has come into force since.
    const snapshot = holder.snapshotOf(requestContext.schema);
    const prepared = await prepare(snapshot, requestContext);
    if (prepared.kind === 'refused') return { errors: prepared.errors };
    const { operation, context } = requestContext;
    if (operation.operation !== 'subscription') {
      const answer = await execute(snapshot, prepared, services(snapshot), meantRequest(requestContext, prepared));
      return withCacheUses(prepared.complete(answer), (context as RequestContext).cacheUses);
    }
    const { onStream } = context as RequestContext;
    if (!onStream) throw new ServiceError('BAD_USER_INPUT', NO_STREAM);
    onStream(subscriber.subscribe({ snapshot, prepared, requestContext }));
    return { data: null };
  };
}

const NO_STREAM =
  'One answer cannot carry a subscription: use graphql-ws at /graphql, graphql-sse at /graphql/stream, or accept multipart/mixed.';

async function execute(
  snapshot: SupergraphSnapshot,
  { document, plan }: PlannedOperation,
  services: ServiceMap,
  requestContext: GatewayGraphQLRequestContext,
): Promise<GatewayExecutionResult> {
  const { operationName } = requestContext;
  const operationContext = buildOperationContext({
    schema: snapshot.apiSchema,
    operationDocument: document,
    ...(operationName !== null && { operationName }),
  });
  const { supergraphSchema, internalApiSchema } = snapshot;
  return withPlainErrors(
    await executeQueryPlan(plan, services, requestContext, operationContext, supergraphSchema, internalApiSchema),
  );
}
