import type { GraphQLFormattedError } from 'graphql';

import type { RequestContext } from '../../request-context.js';
import type { AttemptRecord } from '../../routing/attempts/attempt-record.js';

/** The root fetch of a subscription's plan. */
export interface SourceRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** One event as the owning subgraph tells it; the fields of other subgraphs are not yet in it. */
export interface UpstreamEvent {
  readonly data: Record<string, unknown>;
  readonly errors: readonly GraphQLFormattedError[];
  /** Of the last event, for callers who may know: what was tried until the output had come to its end. */
  readonly attempts?: readonly AttemptRecord[];
}

/** An open subscription at the subgraph that owns it. */
export interface Upstream {
  /**
   * The next event; null when the subgraph says that it was the last. One call at a time.
   *
   * @throws ServiceError when the subgraph cannot be reached, breaks off or refuses
   */
  next(): Promise<UpstreamEvent | null>;
  /** Whether what it tells can be attached to again by a key, so that it is worth waiting for a reader who was lost. */
  readonly isResumable: boolean;
  /** Ends it at once, also when it is silent: a `next()` that waits is settled. */
  close(): void;
}

/** Where the events of a subgraph come from. */
export interface SubscriptionSource {
  /**
   * @param context of the one caller for whom it is opened: an upstream never carries two identities
   * @throws ServiceError where it can be opened nowhere
   */
  open(request: SourceRequest, context: RequestContext): Upstream;
}

/** By subgraph. */
export type SourceMap = Readonly<Record<string, SubscriptionSource>>;
