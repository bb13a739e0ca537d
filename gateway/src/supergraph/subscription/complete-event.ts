import { buildOperationContext, executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { ServiceError } from '@sluice/schema';
import type { FormattedExecutionResult } from 'graphql';

import { cleanError } from '../../errors/clean-error.js';
import { createPatience } from '../../http/request-signal.js';
import type { RequestContext } from '../../request-context.js';
import { withCacheUses } from '../../routing/call-cache/cache-use.js';
import { meantRequest } from '../meant-request.js';
import { withPlainErrors } from '../plain-errors.js';
import type { PlannedOperation } from '../prepare-operation.js';
import type { SupergraphSnapshot } from '../snapshot.js';
import type { UpstreamEvent } from './subscription-source.js';

/** A name that no subgraph can have. */
const EVENT = '\0event';

export interface EventCompletionOptions {
  readonly snapshot: SupergraphSnapshot;
  readonly services: ServiceMap;
  readonly plan: SubscriptionNode;
  readonly prepared: PlannedOperation;
  readonly requestContext: GatewayGraphQLRequestContext;
  /** The longest time that the other subgraphs may take for one event, in milliseconds. */
  readonly timeoutMs: number;
  readonly onInternal: (error: unknown) => void;
}

/** Makes of an upstream's event what the operation asked for. */
export type EventCompletion = (event: UpstreamEvent, context: RequestContext) => Promise<FormattedExecutionResult>;

/**
 * Completes events by the plan's own executor. That refuses subscriptions and begins with nothing, so it is given a
 * sequence whose first fetch, the subscription's primary, is answered with the event; `rest` then fetches what other
 * subgraphs know. Aliases, fragments on unions, hidden keys and null propagation come out as in any operation.
 */
export function createEventCompletion(options: EventCompletionOptions): EventCompletion {
  const { snapshot, services, requestContext, timeoutMs, onInternal, prepared } = options;
  const { apiSchema, supergraphSchema, internalApiSchema } = snapshot;
  const { operationName } = requestContext;
  const plan = eventPlan(options.plan);
  const operationContext = buildOperationContext({
    schema: apiSchema,
    operationDocument: prepared.document,
    ...(operationName !== null && { operationName }),
  });
  const run = async ({ data, errors, attempts }: UpstreamEvent, context: RequestContext) => {
    const told: GraphQLDataSource = {
      process: async () => ({ data, ...(errors.length > 0 && { errors }) }),
    };
    const around = meantRequest({ ...requestContext, context, metrics: {} }, prepared) as GatewayGraphQLRequestContext;
    const everyone = { ...services, [EVENT]: told };
    const answer = prepared.complete(
      withPlainErrors(
        await executeQueryPlan(plan, everyone, around, operationContext, supergraphSchema, internalApiSchema),
      ),
    );
    // What was asked to complete the event is told with the stream that it completes.
    const asked = attempts && options.plan.rest ? [...attempts, ...context.attempts] : attempts;
    return withCacheUses(
      asked ? { ...answer, extensions: { ...answer.extensions, attempts: asked } } : answer,
      context.cacheUses,
    );
  };
  return async (event, context) => {
    const refused = await prepared.charge();
    if (refused.length > 0) {
      return { data: null, errors: refused.map((error) => cleanError(error.toJSON(), error, onInternal)) };
    }
    const {
      data = null,
      errors,
      extensions,
    } = options.plan.rest
      ? await withinTime(timeoutMs, context, (bounded) => run(event, bounded))
      : await run(event, context);
    const cleaned = errors?.map((error) => cleanError(error.toJSON(), error, onInternal));
    return { data, ...(cleaned && { errors: cleaned }), ...(extensions && { extensions }) };
  };
}

function eventPlan({ primary, rest }: SubscriptionNode): QueryPlan {
  const told = { ...primary, serviceName: EVENT };
  return { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [told, rest] } : told };
}

/** Each event is an operation of its own: with its own deadline, its own calls, and nothing kept from the last one. */
async function withinTime<Result>(
  timeoutMs: number,
  context: RequestContext,
  run: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
  using patience = createPatience(timeoutMs);
  const giveUp = () => patience.giveUp(new ServiceError('CANCELLED', 'The caller left.'));
  context.signal.addEventListener('abort', giveUp);
  try {
    const { signal, deadlineAt } = patience;
    const own = { calls: [], attempts: [], pureCalls: new Map(), cacheUses: [] };
    return await run({ ...context, ...own, signal, deadlineAt });
  } finally {
    context.signal.removeEventListener('abort', giveUp);
  }
}
