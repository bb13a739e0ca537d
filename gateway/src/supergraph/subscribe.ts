import { createHash } from 'node:crypto';

import type { ServiceMap } from '@apollo/gateway';
import type { QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { print } from 'graphql';

import type { RequestContext } from '../request-context.js';
import type { SupergraphHolder } from './gateway-interface.js';
import type { PlannedOperation, Prepare } from './prepare-operation.js';
import type { SupergraphSnapshot } from './snapshot.js';
import { createFollowedPlan } from './subscription/followed-plan.js';
import { createSharedContext } from './subscription/shared-context.js';
import { type SharedSubscription, shareSubscription } from './subscription/shared-subscription.js';
import type { SourceMap, SourceRequest } from './subscription/subscription-source.js';
import type { SubscriptionStream } from './subscription/subscription-stream.js';

/** A subscription that has been prepared. */
export interface PlannedSubscription {
  readonly snapshot: SupergraphSnapshot;
  readonly prepared: PlannedOperation;
  readonly requestContext: GatewayGraphQLRequestContext;
}

/** Opens subscriptions, and ends them. */
export interface Subscriber {
  /**
   * What a subscription tells, from its beginning. Equal ones of one principal share one upstream.
   *
   * @throws ServiceError where it can be opened nowhere
   */
  subscribe(subscription: PlannedSubscription): SubscriptionStream;
  /** Upstreams that are open. */
  readonly upstreams: number;
  /** Ends all with `SHUTTING_DOWN`, and opens none any more. */
  close(): void;
}

export interface SubscriberOptions {
  readonly holder: SupergraphHolder;
  readonly prepare: Prepare;
  readonly services: (snapshot: SupergraphSnapshot) => ServiceMap;
  readonly sources: (snapshot: SupergraphSnapshot) => SourceMap;
  /** The longest time that other subgraphs may take to complete one event, in milliseconds. */
  readonly eventTimeoutMs: number;
  readonly logger: Logger;
  /** How long a resumable upstream waits for readers who were lost, in milliseconds. */
  readonly reconnectMs: number;
  /** Told when an upstream was opened (1) or has ended (-1). */
  readonly onUpstream: (change: 1 | -1) => void;
}

export function createSubscriber(options: SubscriberOptions): Subscriber {
  const open = new Set<SharedSubscription>();
  const joinable = new Map<string, SharedSubscription>();
  let isClosing = false;

  function begin(subscription: PlannedSubscription, key: string): SharedSubscription {
    const shared = openSubscription(options, subscription, () => {
      if (open.delete(shared)) options.onUpstream(-1);
      if (joinable.get(key) === shared) joinable.delete(key);
    });
    open.add(shared);
    options.onUpstream(1);
    joinable.set(key, shared);
    return shared;
  }

  return {
    get upstreams() {
      return open.size;
    },
    subscribe(subscription) {
      if (isClosing) throw shuttingDown();
      const key = keyOf(subscription);
      const stream = joinable.get(key)?.join() ?? begin(subscription, key).join();
      if (!stream) throw new TypeError('A new subscription can be joined.');
      return stream;
    },
    close() {
      isClosing = true;
      for (const shared of open) shared.end(shuttingDown());
    },
  };
}

/** The `rest` of a subscription without a plan of that kind, such as one under `@include`, would be run as a query. */
function subscriptionNode({ node }: QueryPlan): SubscriptionNode {
  if (node?.kind === 'Subscription') return node;
  throw new ServiceError('BAD_USER_INPUT', 'A subscription has one field, without conditions.');
}

function openSubscription(
  options: SubscriberOptions,
  { snapshot, prepared, requestContext }: PlannedSubscription,
  onClosed: () => void,
): SharedSubscription {
  const plan = subscriptionNode(prepared.plan);
  const { primary } = plan;
  const source = options.sources(snapshot)[primary.serviceName];
  if (!source) throw new ServiceError('UNSUPPORTED_CAPABILITY', 'Nobody offers this subscription.');
  const { context, abort } = createSharedContext(requestContext.context as RequestContext);
  const onInternal = (error: unknown) =>
    options.logger.error({ code: 'INTERNAL', error }, 'An event has an error without a code.');
  const followed = createFollowedPlan({
    ...options,
    requestContext,
    snapshot,
    onInternal,
    plan,
    prepared,
    timeoutMs: options.eventTimeoutMs,
    onUnfit: (error) => shared.end(error),
  });
  const shared = shareSubscription({
    reconnectMs: options.reconnectMs,
    upstream: source.open(toSourceRequest(prepared, primary), context),
    complete: (event) => followed.complete(event, context),
    onInternal,
    onClosed() {
      followed.stop();
      abort();
      onClosed();
    },
  });
  return shared;
}

/** Raw variables: the planner keeps defaults in the text of the fetch. */
function toSourceRequest(
  { variables: given }: PlannedOperation,
  { operation, operationName, variableUsages = [] }: SubscriptionNode['primary'],
): SourceRequest {
  const used = variableUsages.filter((name) => given[name] !== undefined);
  return {
    query: operation,
    operationName,
    variables: Object.fromEntries(used.map((name) => [name, given[name]])),
  };
}

/**
 * Equal for equal operations of one principal: those may share what an upstream tells. Of one principal, two tokens
 * may hold different permissions: what is left of the operation must be the same, not only what was asked for.
 */
function keyOf({ prepared, requestContext }: PlannedSubscription): string {
  const { operationName, context } = requestContext;
  const { tenant, kind, id, roles, permissions } = (context as RequestContext).principal;
  const document = print(prepared.document);
  const parts = [tenant, kind, id, roles, permissions, document, operationName, prepared.variables];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

function shuttingDown(): ServiceError {
  return new ServiceError('SHUTTING_DOWN', 'The gateway is being stopped.', { retryAfterMs: 1_000 });
}
